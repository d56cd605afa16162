import { coded, identified, type Parameter, parameters, present } from '../fhir/parameters.js'
import { referralIn, type SeenReferral } from '../fhir/referral.js'
import { type Criteria, shortlist } from '../fhir/shortlist.js'
import { NHS_NUMBER, SDS_USER } from '../fhir/systems.js'
import type { Professional } from '../professional.js'

/** Whether a letter is to follow, or none is intended. */
export type LetterIntention = 'NEED_TO_ADD_LATER' | 'NOT_INTENDING_TO_ADD'

export interface NewReferral extends Criteria {
  readonly patient: string
  readonly services: readonly string[]
  readonly letter: LetterIntention
  /** The clinician in whose name an admin refers. */
  readonly clinician?: string | undefined
}

export const referralPath = (ubrn: string): string => `/STU3/ReferralRequest/${ubrn}`

const reminder: Parameter = { name: 'firstReminderLetterFollowUpDays', valueUnsignedInt: 0 }

const intention = (letter: LetterIntention): Parameter =>
  coded('intentionToAddReferralLetter', 'eRS-ReferralLetterIntention-1', letter)

/** A011: refers a patient. */
export async function refer(
  who: Professional,
  { patient, services, letter, clinician, ...found }: NewReferral,
): Promise<SeenReferral> {
  const body = parameters(
    'eRS-CreateReferral-Parameters-1',
    ...present(
      identified('patient', NHS_NUMBER, patient),
      intention(letter),
      reminder,
      shortlist(services, found),
      clinician === undefined ? undefined : identified('referringClinician', SDS_USER, clinician),
    ),
  )
  return referralIn(await who.post('/STU3/ReferralRequest/$ers.createReferral', body))
}

/** A005: reads a referral. */
export const readReferral = async (who: Professional, ubrn: string): Promise<SeenReferral> =>
  referralIn(await who.call(referralPath(ubrn)))

/** Does an operation to a referral as it is now: reads it first, as software does. */
export async function operate(
  who: Professional,
  ubrn: string,
  operation: string,
  body?: object,
): Promise<void> {
  const { version } = await readReferral(who, ubrn)
  await who.call(`${referralPath(ubrn)}/$ers.${operation}`, {
    method: 'POST',
    headers: { 'If-Match': `W/"${version}"` },
    ...(body === undefined ? {} : { body }),
  })
}

/** A031: another shortlist. */
export const changeShortlist = (
  who: Professional,
  ubrn: string,
  services: readonly string[],
  letter: LetterIntention,
  found: Criteria,
): Promise<void> =>
  operate(
    who,
    ubrn,
    'changeShortlist',
    parameters(
      'eRS-ChangeShortlist-Parameters-1',
      shortlist(services, found),
      intention(letter),
      reminder,
    ),
  )
