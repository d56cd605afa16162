import { given } from '../../../../world/given.js'
import type { ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import { PRIORITIES } from '../../domain/priority.js'
import { CS, ID, referenceDataTail, SD } from '../systems.js'
import { one, optional, parameters } from './parameters.js'
import type { Reader } from './place.js'
import { boolean, coding, identifier, text, unsignedInt } from './values.js'

const read = parameters(SD('eRS-ServiceSearchCriteria-Parameters-1'), {
  priority: one('valueCoding', coding(CS('eRS-Priority-1'), PRIORITIES)),
  specialty: optional('valueCoding', coding(referenceDataTail('SPECIALTY'))),
  clinicType: optional('valueCoding', coding(CS('eRS-ClinicType-1'))),
  indicativeAppointmentWaitTimeLimit: optional('valueUnsignedInt', unsignedInt),
  postcode: optional('valueString', text(10)),
  distanceLimit: optional('valueUnsignedInt', unsignedInt),
  clinicalTerm: optional('valueCoding', coding(ID.snomed)),
  namedClinician: optional('valueIdentifier', identifier(ID.sdsUser)),
  ageAndGenderAppropriate: one('valueBoolean', boolean),
  commissioningProvisioning: optional(
    'valueCoding',
    coding(CS('eRS-CommissioningProvisioning-1'), [
      'ALL_AVAILABLE_FOR_BOOKING',
      'ALL_SERVICES',
      'LOCALLY_COMMISSIONABLE',
      'NATIONALLY_AVAILABLE',
    ]),
  ),
  organisation: optional('valueIdentifier', identifier(ID.directoryOrganisation)),
})

/**
 * Service search criteria (ers-fhir 6.3). `commissioningProvisioning` is ignored on input and
 * treated as all that is available for booking.
 */
export const criteria: Reader<ServiceSearchCriteria> = (value, place) => {
  const values = read(value, place)
  return (
    values && {
      priority: values.priority,
      ageAndGenderAppropriate: values.ageAndGenderAppropriate,
      commissioningProvisioning: 'ALL_AVAILABLE_FOR_BOOKING',
      ...given({
        specialty: values.specialty,
        clinicType: values.clinicType,
        waitTimeLimitDays: values.indicativeAppointmentWaitTimeLimit,
        postcode: values.postcode,
        distanceLimitMiles: values.distanceLimit,
        clinicalTerm: values.clinicalTerm,
        namedClinician: values.namedClinician,
        organisation: values.organisation,
      }),
    }
  )
}
