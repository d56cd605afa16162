import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'

/** What every new referral has to say of itself. */
type Essentials = Pick<
  Referral,
  | 'nhsNumber'
  | 'referringOrganisation'
  | 'commissioningRuleOrganisation'
  | 'referringClinician'
  | 'createdBy'
  | 'criteria'
  | 'shortlist'
  | 'letterIntention'
>

/** A new, unbooked referral of this moment with identifiers of its own; it is not kept yet. */
export function draftReferral(world: World, said: Essentials & Partial<Referral>): Referral {
  const now = world.clock.now()
  return {
    ubrn: said.ubrn ?? world.ids.ubrn(),
    requestId: `r.${world.ids.uuid()}`,
    version: 1,
    created: now,
    updated: now,
    priority: said.criteria.priority,
    reminderDays: 0,
    state: 'NOT_BOOKED',
    documents: [],
    review: 'NOT_FOR_REVIEW',
    contextStatus: 'NEVER_REVIEWED',
    clinicalInfoPrinted: false,
    additionalRequirements: [],
    relatedReferrals: [],
    convertedFromAdvice: false,
    ...said,
  }
}
