import type { AdviceRole } from '../../../../world/tables/advice-request.js'
import { responsibleClinician, type UserCaller } from '../caller.js'

/** The person at the keyboard. */
export const senderRole = ({ userId, organisation, businessFunction }: UserCaller): AdviceRole => ({
  userId,
  organisation,
  businessFunction,
})

/** The referring clinician, who is responsible for what the referrer's side writes. */
export const referrerRole = (userId: string, organisation: string): AdviceRole => ({
  userId,
  organisation,
  businessFunction: 'REFERRING_CLINICIAN',
})

/** The provider clinician responsible for what the provider's side writes. */
export const providerRole = (caller: UserCaller): AdviceRole => ({
  userId: responsibleClinician(caller),
  organisation: caller.organisation,
  businessFunction: 'SERVICE_PROVIDER_CLINICIAN',
})
