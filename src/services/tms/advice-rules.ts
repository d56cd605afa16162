import type { AdviceRule, AdviceRules } from '../../http/finding.js'
import { CERTIFICATE_RULES, CERTIFICATE_SOURCE } from './certificate/rules.js'

/** What the messaging layer takes though something about it is amiss. */
export const TMS_ADVICE = {
  lenient: {
    rule: 'tms.lenient',
    title: 'A message fails a check that a lenient world lets pass',
    source: 'tms 10, 12.1',
    afterwards: true,
  },
  duplicate: {
    rule: 'tms.duplicate',
    title: 'A message comes a second time; it is acknowledged again',
    source: 'tms 7',
    afterwards: true,
  },
  otherContent: {
    rule: 'tms.other-content',
    title: 'Another message comes under the MessageId of an earlier one, and is taken for it',
    source: 'tms 7',
    afterwards: true,
  },
  attachmentType: {
    rule: 'tms.attachment-type',
    title: 'An attachment is of a type that is not allowed',
    source: 'tms 3.3',
  },
  unknownHeader: {
    rule: 'tms.unknown-header',
    title: 'A SOAP header must be understood that nobody knows',
    source: 'SOAP 1.1, 4.2.3',
  },
  notAcknowledged: {
    rule: 'tms.not-acknowledged',
    title: 'A receiver does not acknowledge a message although it was asked to',
    source: 'tms 4.3, 12.5',
    afterwards: true,
  },
  noEndpoint: {
    rule: 'tms.no-endpoint-for-signals',
    title: 'The directory has no address at which a sender hears acknowledgements',
    source: 'tms 4.4',
    afterwards: true,
  },
  unknownMessage: {
    rule: 'tms.unknown-message',
    title: 'A signal is about a message that was not brought to its sender',
    source: 'tms 4.7',
    afterwards: true,
  },
} as const satisfies AdviceRules

/** Rules about certificates where none is required (`--mtls request`), by their keys. */
export const CERTIFICATE_ADVICE = Object.fromEntries(
  CERTIFICATE_RULES.map(({ key, title }) => [
    key,
    {
      rule: `tms.${key.toLowerCase().replaceAll('_', '-')}`,
      title,
      source: CERTIFICATE_SOURCE,
    } satisfies AdviceRule,
  ]),
) satisfies AdviceRules
