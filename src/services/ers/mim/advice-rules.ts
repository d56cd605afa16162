import type { AdviceRules } from '../../../http/finding.js'

/** Where findings about eBooking messages are written. */
export const EBS_SOURCE = 'ers-hl7v3-mim'

/** Rules about messages that e-RS takes all the same: name, title, section, and whether a strict world refuses. */
const ROWS = [
  ['fixed-value', 'A fixed value is wrong, or a code is written otherwise', '12', 'REFUSED'],
  ['old-release', 'A system that is registered for 3.1.09 sends 2.3', '13', 'REFUSED'],
  ['deprecated', 'A message is sent that an operation of the FHIR API has replaced', '1'],
  ['unknown-request', 'An answer belongs to no request', '8.2'],
  ['different-request', 'An answer names another UBRN or USRN than its request', '8.2'],
  ['unknown-poll', 'An answer belongs to no poll', '8.1'],
  ['other-system', 'An answer belongs to a request to another system', '8.1, 8.2'],
  ['other-conversation', 'An answer is in another conversation than its request', '2.1'],
  ['other-service', 'An answer is about another service than its poll', '8.1'],
  ['second-answer', 'A request or poll is answered a second time', '8.1, 8.2'],
  ['overtaken', 'A poll is answered after a later one was', '8.1'],
  ['late-answer', 'An answer comes after e-RS has stopped waiting', '8.1, 8.2'],
  ['accepted-rejection', 'A rejection says that it accepts', '5.1'],
  ['rejection-reason', 'A rejection gives no reason of the list, or 7 without words', '10.3'],
  ['acknowledged-request', 'A request is acknowledged beside its answer', '2'],
  ['slot-out-of-period', 'A slot is outside the period of the poll', '8.1'],
  ['slot-in-the-past', 'A slot is in the past', '8.1'],
  ['slot-of-other-service', 'A slot was offered for another service before', '8.1'],
  ['slot-twice', 'A slot is named twice', '8.1'],
  ['slot-unreadable', 'A slot has no USRN, or no start and end', '7.2'],
  ['usrn-changed', 'A slot changes its USRN', '8.1'],
  ['priority-4', 'A slot has priority 4, which is gone', '10.4'],
  ['booked-slot-withdrawn', 'A booked slot is withdrawn', '8.5'],
  ['not-a-provider-reason', 'A provider cancels for the reason of somebody else', '10.1'],
] as const

export type EbsAdvice = (typeof ROWS)[number][0]

export const EBS_ADVICE = Object.fromEntries(
  ROWS.map(([name, title, section, strict]) => [
    name,
    {
      rule: `ebs.${name}`,
      title,
      source: `${EBS_SOURCE} ${section}`,
      ...(strict ? {} : { afterwards: true as const }),
    },
  ]),
) satisfies AdviceRules

/** What is told of messages that are not taken. */
export type EbsRefusal =
  | 'rejected'
  | 'schema'
  | 'foreign-slot'
  | 'entry-skipped'
  | 'cancellation-refused'
  | 'poll-refused'
