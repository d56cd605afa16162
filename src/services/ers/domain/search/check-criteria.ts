import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { practitioners } from '../../../../world/tables/practitioner.js'
import type { ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { hasFunction } from '../business-function.js'
import type { Refusal } from '../outcome.js'
import { placeOfPostcode } from './distance.js'

interface CriteriaRule {
  readonly code: Refusal['code']
  /** Says what is wrong, or nothing. */
  readonly check: (criteria: ServiceSearchCriteria, world: World) => string | undefined | false
}

/** Forms of criteria that are never right (ers-fhir 6.3), then references that lead nowhere (7.10). */
const RULES: readonly CriteriaRule[] = [
  {
    code: 'FIELD_NOT_PERMITTED',
    check: ({ specialty, clinicType }) =>
      clinicType !== undefined &&
      !specialty &&
      "'clinicType' is not permitted without 'specialty'.",
  },
  {
    code: 'FIELD_NOT_PERMITTED',
    check: ({ priority, waitTimeLimitDays }) =>
      priority === 'TWO_WEEK_WAIT' &&
      waitTimeLimitDays !== undefined &&
      "'indicativeAppointmentWaitTimeLimit' is not permitted with priority TWO_WEEK_WAIT.",
  },
  {
    code: 'FIELD_NOT_PERMITTED',
    check: ({ postcode, distanceLimitMiles }) =>
      distanceLimitMiles !== undefined &&
      postcode === undefined &&
      "'distanceLimit' is not permitted without 'postcode'.",
  },
  {
    code: 'VALUE_IS_REQUIRED',
    check: ({ specialty, clinicType, clinicalTerm, namedClinician }) =>
      !(specialty && clinicType) &&
      !clinicalTerm &&
      !namedClinician &&
      "'searchCriteria' requires a specialty with clinic type, a clinical term or a named clinician.",
  },
  {
    code: 'INVALID_CODE',
    check: ({ specialty }, world) =>
      specialty !== undefined &&
      !findConcept(world.store, 'SPECIALTY', specialty) &&
      `'specialty' (${specialty}) is not a known code.`,
  },
  {
    code: 'INVALID_CODE',
    check: ({ specialty, clinicType }, world) =>
      clinicType !== undefined &&
      specialty !== undefined &&
      !findConcept(world.store, 'CLINIC-TYPE', clinicType, specialty) &&
      `'clinicType' (${clinicType}) is not a known code of specialty '${specialty}'.`,
  },
  {
    code: 'REFERENCE_NOT_FOUND',
    check: ({ postcode }) =>
      postcode !== undefined &&
      !placeOfPostcode(postcode) &&
      `'postcode' (${postcode}) does not exist.`,
  },
  {
    code: 'SNOMED_NOT_FOUND',
    check: ({ clinicalTerm }, world) =>
      clinicalTerm !== undefined &&
      !healthcareServices
        .list(world.store)
        .some((service) => service.clinicalTerms.includes(clinicalTerm)) &&
      `'clinicalTerm' (${clinicalTerm}) is not known to this service.`,
  },
  {
    code: 'REFERENCE_NOT_FOUND',
    check: ({ namedClinician }, world) =>
      namedClinician !== undefined &&
      !practitioners.find(world.store, namedClinician) &&
      `'namedClinician' (${namedClinician}) does not exist.`,
  },
  {
    code: 'REFERENCED_USER_IS_NOT_ACTIVE',
    check: ({ namedClinician }, world) =>
      namedClinician !== undefined &&
      practitioners.find(world.store, namedClinician)?.active === false &&
      `'namedClinician' (${namedClinician}) is not active.`,
  },
  {
    code: 'REFERENCED_USER_IS_NOT_SPC',
    check: ({ namedClinician }, world) => {
      const person = namedClinician && practitioners.find(world.store, namedClinician)
      return (
        person &&
        !hasFunction(person, 'SERVICE_PROVIDER_CLINICIAN') &&
        `'namedClinician' (${namedClinician}) is not a service provider clinician.`
      )
    },
  },
  {
    code: 'REFERENCE_NOT_FOUND',
    check: ({ organisation }, world) =>
      organisation !== undefined &&
      !organisations.find(world.store, organisation) &&
      `'organisation' (${organisation}) does not exist.`,
  },
  {
    code: 'ORGANISATION_IS_CLOSED',
    check: ({ organisation }, world) =>
      organisation !== undefined &&
      organisations.find(world.store, organisation)?.open === false &&
      `'organisation' (${organisation}) is closed.`,
  },
  {
    code: 'ORGANISATION_NOT_APPROPRIATE',
    check: ({ organisation }, world) => {
      const roles = organisation && organisations.find(world.store, organisation)?.roles
      return (
        roles &&
        !roles.includes('PROVIDER') &&
        !roles.includes('SITE') &&
        `'organisation' (${organisation}) is neither a provider nor a service location.`
      )
    },
  },
]

/** The first rule that search criteria break, if any. */
export function checkCriteria(world: World, criteria: ServiceSearchCriteria): Refusal | undefined {
  for (const { code, check } of RULES) {
    const diagnostics = check(criteria, world)
    if (diagnostics) return { code, diagnostics }
  }
  return undefined
}
