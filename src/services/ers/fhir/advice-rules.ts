import type { AdviceRules } from '../../../http/finding.js'

/** What e-RS lets pass and a better client would not send. */
export const ERS_ADVICE = {
  deprecated: {
    rule: 'ers.deprecated-operation',
    title: 'An operation is called that another one has replaced',
    source: 'ers-fhir 1.1',
  },
  parameter: {
    rule: 'ers.unknown-parameter',
    title: 'The query has a parameter that the operation does not know',
    source: 'ers-fhir 7',
  },
  header: {
    rule: 'ers.unknown-header',
    title: 'A header begins with NHSD- and is none of those that e-RS knows',
    source: 'ers-fhir 2.1',
  },
  body: {
    rule: 'ers.body-ignored',
    title: 'A body is sent to an operation that takes none',
    source: 'ers-fhir 7',
  },
  worklist: {
    rule: 'ers.worklist-too-often',
    title: 'An application fetches the worklist of a service a third time in a day',
    source: 'ers-fhir 3.1, 7.8',
  },
  bookingComment: {
    rule: 'ers.booking-comment',
    title: 'A booking has a comment, which only a deferral keeps',
    source: 'ers-fhir 7.16',
  },
  session: {
    rule: 'ers.deprecated-session',
    title: 'A session of the older API is opened',
    source: 'ers-fhir 13',
  },
} as const satisfies AdviceRules
