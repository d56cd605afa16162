import type { ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import { CS, ID, SD } from '../systems.js'
import { coding, identifier, type Json, list, referenceData } from './elements.js'

const parameter = (name: string, type: string, value: unknown): Json | undefined =>
  value === undefined ? undefined : { name, [type]: value }

const coded = (name: string, system: string, code: string | undefined): Json | undefined =>
  parameter(name, 'valueCoding', code === undefined ? undefined : coding(system, code))

/** Search criteria as they are contained in a referral (ers-fhir 6.3); `organisation` is not given back. */
export const representCriteria = (base: string, criteria: ServiceSearchCriteria): Json => ({
  id: 'serviceSearchCriteria',
  meta: { profile: [SD('eRS-ServiceSearchCriteria-Parameters-1')] },
  resourceType: 'Parameters',
  parameter: list(
    coded('priority', CS('eRS-Priority-1'), criteria.priority),
    coded('specialty', referenceData(base, 'SPECIALTY'), criteria.specialty),
    coded('clinicType', CS('eRS-ClinicType-1'), criteria.clinicType),
    parameter('indicativeAppointmentWaitTimeLimit', 'valueUnsignedInt', criteria.waitTimeLimitDays),
    parameter('postcode', 'valueString', criteria.postcode),
    parameter('distanceLimit', 'valueUnsignedInt', criteria.distanceLimitMiles),
    coded('clinicalTerm', ID.snomed, criteria.clinicalTerm),
    criteria.namedClinician === undefined
      ? undefined
      : parameter(
          'namedClinician',
          'valueIdentifier',
          identifier(ID.sdsUser, criteria.namedClinician),
        ),
    parameter('place', 'valueString', criteria.place),
    parameter('ageAndGenderAppropriate', 'valueBoolean', criteria.ageAndGenderAppropriate),
    coded(
      'commissioningProvisioning',
      CS('eRS-CommissioningProvisioning-1'),
      criteria.commissioningProvisioning,
    ),
  ),
})
