import type { AdviceRules } from '../../http/finding.js'

/** What clients should not make a habit of; known only when it has become one. */
export const HABIT_ADVICE = {
  polling: {
    rule: 'habit.polling',
    title: 'The same question is asked again and again, and the answer does not change',
    source: 'docs/findings.md, auth 2.4',
    afterwards: true,
  },
  tokens: {
    rule: 'habit.token-per-call',
    title: 'A new token is fetched for every call',
    source: 'docs/findings.md, auth 3.6',
    afterwards: true,
  },
  correlation: {
    rule: 'habit.no-correlation-id',
    title: 'Calls carry no X-Correlation-ID',
    source: 'docs/findings.md, auth 2.2',
    afterwards: true,
  },
} as const satisfies AdviceRules
