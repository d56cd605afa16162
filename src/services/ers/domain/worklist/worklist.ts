import { britishDate, britishInstant } from '../../../../world/calendar.js'
import type { Instant } from '../../../../world/clock.js'
import { appointments } from '../../../../world/tables/appointment.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../../world/tables/healthcare-service.js'
import {
  type Referral,
  type ReferralQuery,
  type ReferralState,
  referralsOfOrganisation,
  referralsOfServices,
} from '../../../../world/tables/referral.js'
import { servicesOfClinician } from '../../../../world/tables/workgroup.js'
import type { World } from '../../../../world/world.js'
import { type Caller, responsibleClinician, type Side } from '../caller.js'
import { PRIORITIES } from '../priority.js'
import { isLetterOutstanding } from '../referral/clinical-information.js'

export type WorklistType =
  | 'REFERRALS_FOR_REVIEW'
  | 'APPOINTMENT_SLOT_ISSUES'
  | 'REJECTED_TRIAGE_RESPONSE'
  | 'ASSESSMENT_RETURNED_CANCELLED_DNA'
  | 'AWAITING_BOOKING'
  | 'LETTERS_OUTSTANDING'

interface Worklist {
  readonly side: Side
  readonly query: ReferralQuery
  /** What the query does not decide. */
  readonly member?: (referral: Referral, world: World) => boolean
}

function appointmentNotPast(referral: Referral, world: World): boolean {
  const start = appointments.find(world.store, String(referral.appointmentId))?.start
  const today = britishInstant(britishDate(world.clock.now()), 0)
  return start !== undefined && Date.parse(start) >= today
}

const WAITING: readonly ReferralState[] = [
  'NOT_BOOKED',
  'AWAITING_TRIAGE',
  'DEFERRED_TO_PROVIDER',
  'APPT_CANCELLED_BY_PATIENT',
  'APPT_CANCELLED_BY_PROVIDER',
]

/** What ends with the referrer's own organisation is no news to it. */
const isNews = ({ state, cancelledBy, referringOrganisation }: Referral): boolean =>
  state !== 'CANCELLED_REFERRAL' ||
  (cancelledBy !== undefined && cancelledBy !== referringOrganisation)

/** Who is on which worklist (ers-fhir 8.8). */
export const WORKLISTS: Readonly<Record<WorklistType, Worklist>> = {
  REFERRALS_FOR_REVIEW: {
    side: 'PROVIDER',
    query: { states: ['BOOKED', 'AWAITING_TRIAGE'], review: 'PENDING' },
    member: (referral, world) =>
      !isLetterOutstanding(referral) &&
      (referral.state === 'AWAITING_TRIAGE' || appointmentNotPast(referral, world)),
  },
  APPOINTMENT_SLOT_ISSUES: { side: 'PROVIDER', query: { states: ['DEFERRED_TO_PROVIDER'] } },
  REJECTED_TRIAGE_RESPONSE: {
    side: 'REFERRER',
    query: { states: ['REJECTED', 'TRIAGE_RESPONSE'] },
  },
  ASSESSMENT_RETURNED_CANCELLED_DNA: {
    side: 'REFERRER',
    query: { states: ['ASSESSMENT_RESULT', 'CANCELLED_REFERRAL', 'DID_NOT_ATTEND'] },
    member: (referral) => referral.acknowledged !== referral.state && isNews(referral),
  },
  AWAITING_BOOKING: { side: 'REFERRER', query: { states: WAITING } },
  LETTERS_OUTSTANDING: {
    side: 'REFERRER',
    query: {
      states: [
        ...WAITING,
        'BOOKED',
        'TRIAGED_PROVIDER_TO_ACTION',
        'TRIAGE_RESPONSE',
        'REJECTED',
        'DID_NOT_ATTEND',
        'ASSESSMENT_RESULT',
      ],
    },
    member: isLetterOutstanding,
  },
}

export interface WorklistFilter {
  readonly service?: string
  readonly specialty?: string
  readonly location?: string
  readonly clinician?:
    | { readonly assigned: true; readonly userId: string }
    | { readonly assigned: false }
}

/** One line of a worklist. */
export interface WorklistItem {
  readonly referral: Referral
  readonly service: HealthcareService | undefined
  readonly allocatedClinician: string | undefined
  readonly appointmentStart: string | undefined
  /** When the provider was asked to arrange or triage it. */
  readonly deferred: Instant | undefined
}

/** Services whose requests the caller sees: their workgroups', or all of the organisation's. */
export function servicesInView(world: World, caller: Caller): HealthcareService[] {
  const ofOrganisation = healthcareServices.where(world.store, 'provider = ?', caller.organisation)
  if (caller.mode === 'application' || caller.businessFunction === 'SERVICE_PROVIDER_ADMIN')
    return ofOrganisation
  const mine = servicesOfClinician(world.store, caller.organisation, responsibleClinician(caller))
  return ofOrganisation.filter((service) => mine.has(service.id))
}

/** True if a service passes the filters on service, specialty and location. */
export const passesFilter = (service: HealthcareService, filter: WorklistFilter): boolean =>
  (filter.service === undefined || service.id === filter.service) &&
  (filter.specialty === undefined || service.specialty === filter.specialty) &&
  (filter.location === undefined ||
    [service.site, service.location.odsCode].includes(filter.location))

function toItem(world: World, referral: Referral): WorklistItem {
  const { appointmentId, currentService } = referral
  const appointment =
    appointmentId === undefined ? undefined : appointments.find(world.store, String(appointmentId))
  return {
    referral,
    service:
      currentService === undefined
        ? undefined
        : healthcareServices.find(world.store, currentService),
    allocatedClinician: appointment?.clinician,
    appointmentStart: appointment?.status === 'booked' ? appointment.start : undefined,
    deferred: appointment?.status === 'proposed' ? appointment.created : undefined,
  }
}

/** True if the clinicians of a request pass the filter on them. */
export function isForClinician(
  clinicians: readonly (string | undefined)[],
  filter: WorklistFilter['clinician'],
): boolean {
  if (!filter) return true
  return filter.assigned
    ? clinicians.includes(filter.userId)
    : clinicians.every((clinician) => clinician === undefined)
}

type Pressing = Pick<Referral, 'priority' | 'created' | 'ubrn'>

/** Most pressing first, then oldest (ers-fhir 7.8, chosen). */
export const pressing = (a: Pressing, b: Pressing): number =>
  PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
  a.created - b.created ||
  (a.ubrn < b.ubrn ? -1 : 1)

const cliniciansOf = ({ allocatedClinician, referral }: WorklistItem) => [
  allocatedClinician,
  referral.criteria.namedClinician,
]

/** The lines of a worklist as the caller sees it (A008, ers-fhir 7.8). */
export function readWorklist(
  world: World,
  caller: Caller,
  type: WorklistType,
  filter: WorklistFilter,
): WorklistItem[] {
  const { side, query, member } = WORKLISTS[type]
  const services = servicesInView(world, caller)
    .filter((service) => passesFilter(service, filter))
    .map((service) => service.id)
  const found =
    side === 'REFERRER'
      ? referralsOfOrganisation(world.store, caller.organisation, query)
      : referralsOfServices(world.store, services, query)
  return found
    .filter((referral) => member?.(referral, world) ?? true)
    .map((referral) => toItem(world, referral))
    .filter((item) => isForClinician(cliniciansOf(item), filter.clinician))
    .sort((a, b) => pressing(a.referral, b.referral))
}
