import { addWorkingDays, britishDate } from '../../../../world/calendar.js'
import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { clinicalInformationStatus } from '../../domain/referral/clinical-information.js'
import type { WorklistItem, WorklistType } from '../../domain/worklist/worklist.js'
import { CS, ID, SD } from '../systems.js'
import { byIdentifier, concept, identifier, type Json, list, referenceData } from './elements.js'
import { WORKLIST_STATES } from './names.js'
import { reasonCoding } from './reason.js'

interface Setting {
  readonly store: Store
  readonly base: string
  readonly today: string
}

type Field = (item: WorklistItem, setting: Setting) => Json | undefined | false

const dateTime = (url: string, at: number | undefined): Json | false =>
  at !== undefined && { url, valueDateTime: isoInstant(at) }

const coded = (url: string, value: Json): Json => ({ url, valueCodeableConcept: value })

const reference = (
  url: string,
  kind: 'Patient' | 'Practitioner',
  id: string | undefined,
): Json | false => id !== undefined && { url, valueReference: { reference: `#${kind}-${id}` } }

const CONTEXT_NAMES = {
  NEVER_REVIEWED: 'Never Reviewed',
  LETTER_CHANGED: 'Letter Changed',
  PRIORITY_CHANGED: 'Priority Changed',
  PRIORITY_AND_LETTER_CHANGED: 'Priority and Letter Changed',
} as const

const priority: Field = ({ referral }) =>
  coded('priority', concept(CS('eRS-Priority-1'), referral.priority))

const specialty: Field = ({ service }, { base }) =>
  service && coded('specialty', concept(referenceData(base, 'SPECIALTY'), service.specialty))

const patient: Field = ({ referral }) => ({
  url: 'patient',
  valueReference: byIdentifier(ID.nhsNumber, referral.nhsNumber),
})

const pathwayStart: Field = ({ referral }) =>
  dateTime('eReferralPathwayStart', referral.pathwayStart ?? referral.created)

const printed: Field = ({ referral }) => ({
  url: 'clinicalInfoPrinted',
  valueBoolean: referral.clinicalInfoPrinted,
})

const service: Field = ({ service: found }) =>
  found && { url: 'service', valueReference: byIdentifier(ID.service, found.id, found.name) }

const REVIEW: readonly Field[] = [
  priority,
  specialty,
  ({ referral }) => reference('patient', 'Patient', referral.nhsNumber),
  ({ referral }) => reference('namedClinician', 'Practitioner', referral.criteria.namedClinician),
  ({ allocatedClinician }) => reference('allocatedClinician', 'Practitioner', allocatedClinician),
  pathwayStart,
  printed,
  ({ referral: { contextStatus } }) =>
    coded(
      'requestContextStatus',
      concept(CS('eRS-RequestContextStatus-1'), contextStatus, CONTEXT_NAMES[contextStatus]),
    ),
  ({ referral }) => dateTime('clinicalInfoFirstSubmitted', referral.clinicalInfoFirstSubmitted),
  ({ referral }) => dateTime('clinicalInfoLastUpdated', referral.clinicalInfoLastUpdated),
  ({ appointmentStart }) =>
    appointmentStart !== undefined && dateTime('appointmentStart', Date.parse(appointmentStart)),
  ({ referral }) =>
    coded(
      'referralType',
      concept(
        CS('eRS-ReferralType-1'),
        referral.state === 'AWAITING_TRIAGE' ? 'TRIAGE_DEFERRAL' : 'APPOINTMENT',
      ),
    ),
  service,
  ({ referral }) => ({ url: 'referralRequestVersion', valueInteger: referral.version }),
]

/** The day by which the provider should have contacted the patient: working days of the priority. */
const contactExpected: Field = ({ referral, deferred }, { store }) => {
  const days = findConcept(store, 'PRIORITY', referral.priority)?.deferToProviderContactDays
  return (
    days !== undefined &&
    deferred !== undefined && {
      url: 'patientContactExpected',
      valueDate: addWorkingDays(britishDate(deferred), days),
    }
  )
}

const SLOT_ISSUES: readonly Field[] = [
  priority,
  specialty,
  patient,
  ({ referral: { criteria } }) =>
    criteria.namedClinician !== undefined && {
      url: 'namedClinician',
      valueReference: byIdentifier(ID.sdsUser, criteria.namedClinician),
    },
  pathwayStart,
  printed,
  ({ deferred }) => dateTime('ubrnReceived', deferred),
  contactExpected,
  ({ referral }, { today }) =>
    coded(
      'clinicalInformationStatus',
      concept(CS('eRS-ClinicalInformationStatus-1'), clinicalInformationStatus(referral, today)),
    ),
  ({ referral }, { store, base }) =>
    referral.stateReason && {
      url: 'reason',
      valueCodeableConcept: { coding: [reasonCoding(store, base, referral.stateReason)] },
    },
  ({ referral }) => dateTime('lastContact', referral.lastContact),
  service,
]

/** Specialty and clinic type as searched for; else those of the service it is with, or the first chosen. */
function context(store: Store, { criteria, currentService, shortlist }: Referral): string {
  const service = healthcareServices.find(store, currentService ?? shortlist[0] ?? '')
  const { specialty = service?.specialty, clinicType = service?.clinicTypes[0] } = criteria
  return [specialty, clinicType].filter(Boolean).join('/')
}

const REFERRER: readonly Field[] = [
  patient,
  priority,
  ({ referral }) => dateTime('referralCreated', referral.created),
  ({ referral }, { store }) => {
    const valueString = context(store, referral)
    return valueString !== '' && { url: 'clinicalContext', valueString }
  },
  ({ referral }) => ({
    url: 'referrer',
    valueReference: byIdentifier(ID.sdsUser, referral.referringClinician),
  }),
]

const status: readonly Field[] = [
  ({ referral }) => dateTime('referralLastUpdated', referral.updated),
  ({ referral: { state } }) => {
    const [code, display] = WORKLIST_STATES[state] ?? [state, undefined]
    return {
      url: 'status',
      valueCodeableConcept: concept(CS('eRS-ReferralState-1'), code, display),
    }
  },
  ({ referral: { stateReason } }, { store, base }) =>
    stateReason?.list.endsWith('CANCELLATION-REASON') && {
      url: 'reason',
      valueCodeableConcept: { coding: [reasonCoding(store, base, stateReason)] },
    },
]

interface Shape {
  readonly extension: string
  readonly fields: readonly Field[]
}

/** What each list shows of a referral (ers-fhir 7.8). */
const SHAPES: Readonly<Record<WorklistType, Shape>> = {
  REFERRALS_FOR_REVIEW: { extension: 'ReferralsforReview', fields: REVIEW },
  APPOINTMENT_SLOT_ISSUES: { extension: 'AppointmentSlotIssues', fields: SLOT_ISSUES },
  REJECTED_TRIAGE_RESPONSE: {
    extension: 'RejectedTriageResponse',
    fields: [...REFERRER, ...status],
  },
  ASSESSMENT_RETURNED_CANCELLED_DNA: {
    extension: 'AssessmentReturnedCancelledDna',
    fields: [...REFERRER, ...status],
  },
  AWAITING_BOOKING: { extension: 'AwaitingBooking', fields: [...REFERRER, ...status] },
  LETTERS_OUTSTANDING: {
    extension: 'LettersOutstanding',
    fields: [
      ...REFERRER,
      ({ referral }) => ({
        url: 'letterDue',
        valueDate: referral.letterDue ?? britishDate(referral.created),
      }),
    ],
  },
}

const person = (kind: 'Patient' | 'Practitioner', system: string, id: string): Json => ({
  id: `${kind}-${id}`,
  meta: { profile: [SD(`eRS-${kind}-1`)] },
  resourceType: kind,
  identifier: [identifier(system, id)],
})

/** The people whom a list of referrals for review refers to, each once. */
function people(items: readonly WorklistItem[]): Json[] {
  const practitioners = new Set(
    items
      .flatMap((item) => [item.allocatedClinician, item.referral.criteria.namedClinician])
      .filter((id) => id !== undefined),
  )
  const patients = new Set(items.map(({ referral }) => referral.nhsNumber))
  return [
    ...[...practitioners].map((id) => person('Practitioner', ID.sdsUser, id)),
    ...[...patients].map((id) => person('Patient', ID.nhsNumber, id)),
  ]
}

/** A worklist (ers-fhir 7.8); an empty one has an empty `entry`. */
export function representWorklist(
  world: World,
  base: string,
  type: WorklistType,
  items: readonly WorklistItem[],
): Json {
  const { extension, fields } = SHAPES[type]
  const setting = { store: world.store, base, today: britishDate(world.clock.now()) }
  const contained = type === 'REFERRALS_FOR_REVIEW' ? people(items) : []
  return {
    meta: { profile: [SD('eRS-FetchWorklist-List-1')] },
    resourceType: 'List',
    ...(contained.length > 0 ? { contained } : {}),
    status: 'current',
    mode: 'snapshot',
    entry: items.map((item) => ({
      extension: [
        {
          extension: list(...fields.map((field) => field(item, setting) || undefined)),
          url: SD(`Extension-eRS-${extension}-WorkListItem-1`),
        },
      ],
      item: { reference: `ReferralRequest/${item.referral.ubrn}` },
    })),
  }
}
