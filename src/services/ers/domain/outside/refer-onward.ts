import { given } from '../../../../world/given.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { type Referral, referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral, publishReferral } from '../referral/change-referral.js'
import { draftReferral } from '../referral/draft-referral.js'
import { permit, situationOf } from '../referral/situation.js'

/**
 * The provider refers the patient on to another service: a new UBRN, related to the old one, that
 * the provider's organisation made (ers-fhir 8.1). Answers the new referral.
 */
export function referOnward(
  world: World,
  referral: Referral,
  { serviceId }: { readonly serviceId: string },
): Result<Referral> {
  const permitted = permit('REFER_ONWARD', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  const service = healthcareServices.find(world.store, serviceId)
  if (!service) return refuse('REFERENCE_NOT_FOUND', `'service' (${serviceId}) does not exist.`)
  const from = permitted.value.service?.providerOrganisation ?? referral.referringOrganisation
  const onward = draftReferral(world, {
    nhsNumber: referral.nhsNumber,
    referringOrganisation: from,
    commissioningRuleOrganisation: referral.commissioningRuleOrganisation,
    referringClinician: referral.referringClinician,
    createdBy: referral.createdBy,
    criteria: {
      priority: referral.priority,
      specialty: service.specialty,
      ...given({ clinicType: service.clinicTypes[0] }),
      ageAndGenderAppropriate: false,
    },
    shortlist: [serviceId],
    letterIntention: 'NOT_INTENDING_TO_ADD',
    ...given({ pathwayStart: referral.pathwayStart }),
    relatedReferrals: [referral.ubrn],
    onwardFrom: referral.ubrn,
  })
  referrals.save(world.store, onward)
  publishReferral(world, 'CREATE', onward)
  changeReferral(world, referral, 'REFER_ONWARD', {
    relatedReferrals: [...referral.relatedReferrals, onward.ubrn],
    supersededBy: onward.ubrn,
  })
  return ok(onward)
}
