import { cancellationCodeOf } from '../../hl7v3/ebooking/vocabularies/cancellation-reason.js'
import { nonAttendanceCodeOf } from '../../hl7v3/ebooking/vocabularies/non-attendance-reason.js'
import { control } from '../control.js'
import type { Line } from '../line.js'
import { didNotAttend, providerCancellation, slotWithdrawn } from './letters.js'
import { type Letter, sendLetter } from './send.js'
import { type HospitalSystem, settle } from './system.js'

/** What a hospital tells e-RS of its own accord. */
export type News =
  | { readonly kind: 'DID_NOT_ATTEND'; readonly ubrn: string; readonly reason: string }
  | { readonly kind: 'APPOINTMENT_CANCELLED'; readonly ubrn: string; readonly reason: string }
  | { readonly kind: 'SLOT_WITHDRAWN'; readonly usrn: string }

/** The message of a system that has no robot. */
function letterOf(news: News): Letter {
  if (news.kind === 'SLOT_WITHDRAWN') return slotWithdrawn(news.usrn)
  return news.kind === 'DID_NOT_ATTEND'
    ? didNotAttend(news.ubrn, news.reason)
    : providerCancellation(news.ubrn, news.reason)
}

/** What a simulated hospital is asked to do: it changes its diary, and tells e-RS. */
function actOf(news: News): [path: string, body: object] {
  if (news.kind === 'SLOT_WITHDRAWN') return ['withdrawals', { usrns: [news.usrn] }]
  const { ubrn, reason } = news
  return news.kind === 'DID_NOT_ATTEND'
    ? ['absences', { missed: [{ ubrn, reason: nonAttendanceCodeOf(reason) }] }]
    : ['cancellations', { ubrn, reason: cancellationCodeOf(reason) }]
}

/** Lets a hospital's system tell e-RS something by message; the HL7 id, where there is a message. */
export async function tell(line: Line, system: HospitalSystem, news: News): Promise<string> {
  if (!system.simulated) return sendLetter(line, system, letterOf(news))
  const [path, body] = actOf(news)
  const done = await control<{ message?: string }>(
    line,
    'POST',
    `/robots/pas/${system.asid}/${path}`,
    body,
  )
  await settle(line)
  return done.message ?? ''
}
