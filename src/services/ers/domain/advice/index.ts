/** What happens to conversations outside the API, for the control API to offer (ers-fhir 8.5). */
export type { Overview } from './make-referral.js'
export {
  cancelAdvice,
  closeAdvice,
  referFromAdvice,
  replyToAdvice,
  updateClinicalInformation,
} from './referrer-acts.js'
