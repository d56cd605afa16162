import { britishDate } from '../../../world/calendar.js'
import type { Instant } from '../../../world/clock.js'
import { DAY } from '../../../world/instant.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../world/tables/healthcare-service.js'
import {
  type Referral,
  referrals,
  type ServiceSearchCriteria,
} from '../../../world/tables/referral.js'
import type { World } from '../../../world/world.js'
import type { UserCaller } from './caller.js'
import { checkCriteria } from './check-criteria.js'
import { ok, type Result, refuse, refuseAll } from './outcome.js'
import { type FindPatient, type PatientSummary, patientForRequest } from './patient.js'
import { responsibleForRequest } from './referring-clinician.js'
import { matchService } from './search-services.js'

export interface NewReferral {
  readonly nhsNumber: string
  readonly referringClinician?: string
  readonly criteria: ServiceSearchCriteria
  readonly shortlist: readonly string[]
  readonly letterIntention: Referral['letterIntention']
  readonly reminderDays: number
  readonly pathwayStart?: Instant
}

/** Most services on a shortlist (ers-fhir 10.4). */
export const LONGEST_SHORTLIST = 20
const OLDEST_PATHWAY_DAYS = 365

/** The services of a shortlist, each found, suitable and named once (ers-fhir 7.11). */
function checkShortlist(
  world: World,
  request: NewReferral,
  patient: PatientSummary,
  ruleOrganisation: string,
): Result<HealthcareService[]> {
  if (request.shortlist.length > LONGEST_SHORTLIST)
    return refuse(
      'TOO_MANY_ITEMS',
      `'shortlist' holds ${request.shortlist.length} services; at most ${LONGEST_SHORTLIST} are allowed.`,
    )
  const services: HealthcareService[] = []
  for (const [at, id] of request.shortlist.entries()) {
    if (request.shortlist.indexOf(id) !== at)
      return refuse(
        'DUPLICATE_SERVICE',
        `'Shortlist/Service Id' (${id}) cannot be added to a shortlist more than once.`,
      )
    const service = healthcareServices.find(world.store, id)
    if (!service)
      return refuse('REFERENCE_NOT_FOUND', `'Shortlist/Service Id' (${id}) does not exist.`)
    if (service.flows.every((flow) => flow === 'ADVICE_AND_GUIDANCE_REQUEST'))
      return refuse(
        'INAPPROPRIATE_VALUE',
        `'Shortlist/Service Id' (${id}) takes advice and guidance requests only.`,
      )
    const search = {
      requestType: 'APPOINTMENT_REQUEST',
      criteria: request.criteria,
      patient,
      ruleOrganisation,
    } as const
    if (!matchService(world, service, search))
      return refuse(
        'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
        `'Shortlist/Service Id' (${id}) does not match the search criteria.`,
      )
    services.push(service)
  }
  return ok(services)
}

function checkPathwayStart(world: World, start: Instant | undefined): Result<undefined> {
  const now = world.clock.now()
  if (start === undefined || (start <= now && start >= now - OLDEST_PATHWAY_DAYS * DAY))
    return ok(undefined)
  return refuse(
    'INAPPROPRIATE_VALUE',
    `'eReferralPathwayStart' must be in the past, at most ${OLDEST_PATHWAY_DAYS} days ago.`,
  )
}

function checkLetter(
  request: NewReferral,
  services: readonly HealthcareService[],
): Result<undefined> {
  const strict = services.find((service) => service.letterRequired)
  if (request.letterIntention === 'NEED_TO_ADD_LATER' || !strict) return ok(undefined)
  return refuse(
    'INAPPROPRIATE_VALUE',
    `'intentionToAddReferralLetter' (NOT_INTENDING_TO_ADD): service '${strict.id}' requires a referral letter.`,
  )
}

/**
 * Creates a referral to a shortlist of services (A011, ers-fhir 7.11): it starts NOT_BOOKED.
 * Refuses whatever of patient, clinician, criteria, shortlist, letter or pathway start is not right.
 */
export function createReferral(
  world: World,
  findPatient: FindPatient,
  caller: UserCaller,
  request: NewReferral,
): Result<Referral> {
  const clinician = responsibleForRequest(world, caller, request.referringClinician)
  if (!clinician.ok) return clinician
  const patient = patientForRequest(world, findPatient, request.nhsNumber)
  if (!patient.ok) return patient
  const wrong = checkCriteria(world, request.criteria)
  if (wrong) return refuseAll([wrong])
  const services = checkShortlist(world, request, patient.value, caller.organisation)
  if (!services.ok) return services
  const letter = checkLetter(request, services.value)
  if (!letter.ok) return letter
  const pathway = checkPathwayStart(world, request.pathwayStart)
  if (!pathway.ok) return pathway
  const referral = newReferral(world, caller, request, patient.value.nhsNumber, clinician.value)
  referrals.save(world.store, referral)
  return ok(referral)
}

function newReferral(
  world: World,
  caller: UserCaller,
  request: NewReferral,
  nhsNumber: string,
  clinician: string,
): Referral {
  const now = world.clock.now()
  return {
    ubrn: world.ids.ubrn(),
    requestId: `r.${world.ids.uuid()}`,
    version: 1,
    nhsNumber,
    created: now,
    updated: now,
    referringOrganisation: caller.organisation,
    commissioningRuleOrganisation: caller.organisation,
    referringClinician: clinician,
    createdBy: caller.userId,
    priority: request.criteria.priority,
    criteria: request.criteria,
    shortlist: request.shortlist,
    letterIntention: request.letterIntention,
    ...(request.letterIntention === 'NEED_TO_ADD_LATER' ? { letterDue: britishDate(now) } : {}),
    reminderDays: request.reminderDays,
    ...(request.pathwayStart === undefined ? {} : { pathwayStart: request.pathwayStart }),
    state: 'NOT_BOOKED',
    documents: [],
    review: 'NOT_FOR_REVIEW',
    contextStatus: 'NEVER_REVIEWED',
    clinicalInfoPrinted: false,
    additionalRequirements: [],
    relatedReferrals: [],
    convertedFromAdvice: false,
  }
}
