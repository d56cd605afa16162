import { britishDate } from '../../../../world/calendar.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../../world/tables/healthcare-service.js'
import type { Referral, ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse, refuseAll } from '../outcome.js'
import type { PatientSummary } from '../patient.js'
import { checkCriteria } from '../search/check-criteria.js'
import { matchService } from '../search/search-services.js'

/** Services for a patient, the criteria they were found by, and what is meant with the letter. */
export interface ShortlistRequest {
  readonly criteria: ServiceSearchCriteria
  /** Service ids in the order given. */
  readonly shortlist: readonly string[]
  readonly letterIntention: Referral['letterIntention']
}

/** Whose shortlist it is. */
export interface ShortlistFor {
  readonly patient: PatientSummary
  readonly ruleOrganisation: string
  /** True where there is a letter already. */
  readonly letterPresent?: boolean
  /** How a service that never existed is refused; REFERENCE_NOT_FOUND if not said. */
  readonly ifUnknown?: 'REFERENCE_NOT_FOUND' | 'SHORTLISTED_SERVICE_NOT_IN_RESULTS'
}

/** Most services on a shortlist (ers-fhir 10.4). */
const LONGEST_SHORTLIST = 20

/** Refuses a service that is named twice. */
export function checkNoneTwice(shortlist: readonly string[]): Result<undefined> {
  const twice = shortlist.find((id, at) => shortlist.indexOf(id) !== at)
  return twice === undefined
    ? ok(undefined)
    : refuse(
        'DUPLICATE_SERVICE',
        `'Shortlist/Service Id' (${twice}) cannot be added to a shortlist more than once.`,
      )
}

function checkService(
  world: World,
  id: string,
  criteria: ServiceSearchCriteria,
  { patient, ruleOrganisation, ifUnknown = 'REFERENCE_NOT_FOUND' }: ShortlistFor,
): Result<HealthcareService> {
  const service = healthcareServices.find(world.store, id)
  if (!service) return refuse(ifUnknown, `'Shortlist/Service Id' (${id}) does not exist.`)
  if (service.flows.every((flow) => flow === 'ADVICE_AND_GUIDANCE_REQUEST'))
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'Shortlist/Service Id' (${id}) takes advice and guidance requests only.`,
    )
  const search = {
    requestType: 'APPOINTMENT_REQUEST',
    criteria,
    patient,
    ruleOrganisation,
  } as const
  return matchService(world, service, search)
    ? ok(service)
    : refuse(
        'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
        `'Shortlist/Service Id' (${id}) does not match the search criteria.`,
      )
}

function checkLetter(
  intention: Referral['letterIntention'],
  services: readonly HealthcareService[],
): Result<undefined> {
  const strict = services.find((service) => service.letterRequired)
  return intention === 'NEED_TO_ADD_LATER' || !strict
    ? ok(undefined)
    : refuse(
        'INAPPROPRIATE_VALUE',
        `'intentionToAddReferralLetter' (NOT_INTENDING_TO_ADD): service '${strict.id}' requires a referral letter.`,
      )
}

/**
 * Checks criteria, shortlist and letter of a request (ers-fhir 7.11, 7.31): each service found once,
 * suitable, and not without a letter where it requires one. Answers the services.
 */
export function checkShortlist(
  world: World,
  { criteria, shortlist, letterIntention }: ShortlistRequest,
  whose: ShortlistFor,
): Result<HealthcareService[]> {
  const wrong = checkCriteria(world, criteria)
  if (wrong) return refuseAll([wrong])
  if (shortlist.length > LONGEST_SHORTLIST)
    return refuse(
      'TOO_MANY_ITEMS',
      `'shortlist' holds ${shortlist.length} services; at most ${LONGEST_SHORTLIST} are allowed.`,
    )
  const once = checkNoneTwice(shortlist)
  if (!once.ok) return once
  const services: HealthcareService[] = []
  for (const id of shortlist) {
    const service = checkService(world, id, criteria, whose)
    if (!service.ok) return service
    services.push(service.value)
  }
  const letter = whose.letterPresent ? ok(undefined) : checkLetter(letterIntention, services)
  return letter.ok ? ok(services) : letter
}

/** The one triage service of a shortlist that is to be sent for triage (ers-fhir 7.21). */
export function triageService(services: readonly HealthcareService[]): Result<HealthcareService> {
  const [service, ...others] = services as [HealthcareService, ...HealthcareService[]]
  if (others.length > 0)
    return refuse('TOO_MANY_ITEMS', "'shortlist' must hold one triage service only.")
  return service.flows.includes('TRIAGE_REQUEST')
    ? ok(service)
    : refuse('INAPPROPRIATE_VALUE', `'Shortlist/Service Id' (${service.id}) is no triage service.`)
}

/** The day a letter is due: that on which the intention was stated (ers-fhir 15, chosen). */
export const letterDue = (
  world: World,
  intention: Referral['letterIntention'],
): { letterDue?: string } =>
  intention === 'NEED_TO_ADD_LATER' ? { letterDue: britishDate(world.clock.now()) } : {}
