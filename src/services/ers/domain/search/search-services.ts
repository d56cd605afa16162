import { ageInMonths, ageInYears, britishDate } from '../../../../world/calendar.js'
import {
  type HealthcareService,
  healthcareServices,
  type RequestFlow,
  servicesOfSpecialty,
} from '../../../../world/tables/healthcare-service.js'
import type { ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { PatientSummary } from '../patient.js'
import { milesBetween } from './distance.js'

export type RequestType = 'APPOINTMENT_REQUEST' | 'ADVICE_AND_GUIDANCE_REQUEST'

export interface ServiceSearch {
  readonly requestType: RequestType
  readonly criteria: ServiceSearchCriteria
  readonly patient: PatientSummary
  /** Organisation whose commissioning rules apply. */
  readonly ruleOrganisation: string
}

export interface FoundService {
  readonly service: HealthcareService
  /** Miles; known when both postcodes are. */
  readonly distance: number | undefined
}

const FLOWS: Readonly<Record<RequestType, readonly RequestFlow[]>> = {
  APPOINTMENT_REQUEST: ['APPOINTMENT_REQUEST', 'TRIAGE_REQUEST'],
  ADVICE_AND_GUIDANCE_REQUEST: ['ADVICE_AND_GUIDANCE_REQUEST'],
}

/** True while the service is published and within its dates. */
export function isOffered(service: HealthcareService, today: string): boolean {
  return (
    service.published &&
    (service.effectiveFrom === undefined || service.effectiveFrom <= today) &&
    (service.effectiveTo === undefined || service.effectiveTo >= today)
  )
}

/** True if the referring organisation may use the service. */
export const isCommissioned = (service: HealthcareService, ruleOrganisation: string): boolean =>
  service.commissionedFor === undefined || service.commissionedFor.includes(ruleOrganisation)

const AGE_IN = { YEARS: ageInYears, MONTHS: ageInMonths } as const

function suits(service: HealthcareService, patient: PatientSummary, now: number): boolean {
  const treated = service.gendersTreated
  if (patient.gender === 'male' && treated === 'FEMALE') return false
  if (patient.gender === 'female' && treated === 'MALE') return false
  if (!service.agesTreated || !patient.birthDate) return true
  const { from, to, unit } = service.agesTreated
  const age = AGE_IN[unit](patient.birthDate, now)
  return (from === undefined || age >= from) && (to === undefined || age <= to)
}

/** One test a criterion: each lets a service through unless the criterion says otherwise. */
const CRITERIA: readonly ((
  service: HealthcareService,
  criteria: ServiceSearchCriteria,
) => boolean)[] = [
  (service, { priority }) => service.priorities.includes(priority),
  (service, { specialty }) => !specialty || service.specialty === specialty,
  (service, { clinicType }) => !clinicType || service.clinicTypes.includes(clinicType),
  (service, { clinicalTerm }) => !clinicalTerm || service.clinicalTerms.includes(clinicalTerm),
  (service, { namedClinician }) =>
    !namedClinician || service.namedClinicians.includes(namedClinician),
  (service, { organisation }) =>
    !organisation ||
    [service.providerOrganisation, service.site, service.location.odsCode].includes(organisation),
  (service, { waitTimeLimitDays }) =>
    waitTimeLimitDays === undefined ||
    (typeof service.appointmentWait === 'number' && service.appointmentWait <= waitTimeLimitDays),
]

function distanceTo(world: World, service: HealthcareService, search: ServiceSearch) {
  const from = search.criteria.postcode ?? search.patient.postcode
  return from === undefined ? undefined : milesBetween(world.store, from, service.site)
}

/** Whether a service answers a search (ers-fhir 6.3, 7.10); undefined if it does not. */
export function matchService(
  world: World,
  service: HealthcareService,
  search: ServiceSearch,
): FoundService | undefined {
  const { criteria, patient } = search
  const now = world.clock.now()
  if (!isOffered(service, britishDate(now))) return undefined
  if (!service.flows.some((flow) => FLOWS[search.requestType].includes(flow))) return undefined
  if (!isCommissioned(service, search.ruleOrganisation)) return undefined
  if (criteria.ageAndGenderAppropriate && !suits(service, patient, now)) return undefined
  if (!CRITERIA.every((test) => test(service, criteria))) return undefined
  const distance = distanceTo(world, service, search)
  if (criteria.distanceLimitMiles !== undefined && (distance ?? 0) > criteria.distanceLimitMiles)
    return undefined
  return { service, distance }
}

export type SortBy = 'DISTANCE' | 'IWT'

const waitOf = (service: HealthcareService): number =>
  typeof service.appointmentWait === 'number' ? service.appointmentWait : Number.MAX_SAFE_INTEGER

const SORT_KEY: Readonly<Record<SortBy, (found: FoundService) => number>> = {
  DISTANCE: ({ distance }) => distance ?? Number.MAX_SAFE_INTEGER,
  IWT: ({ service }) => waitOf(service),
}

const byName = (a: FoundService, b: FoundService): number =>
  a.service.name.toLowerCase() < b.service.name.toLowerCase() ? -1 : 1

/** Every service that answers a search, nearest or soonest first, then by name. */
export function searchServices(
  world: World,
  search: ServiceSearch,
  sortBy: SortBy,
): FoundService[] {
  const { specialty } = search.criteria
  const candidates = specialty
    ? servicesOfSpecialty(world.store, specialty)
    : healthcareServices.list(world.store)
  const key = SORT_KEY[sortBy]
  return candidates
    .map((service) => matchService(world, service, search))
    .filter((found) => found !== undefined)
    .sort((a, b) => key(a) - key(b) || byName(a, b))
}
