import type { AdviceRules } from '../../../http/finding.js'

/** What PDS lets pass and a better client would not send. */
export const PDS_ADVICE = {
  merged: {
    rule: 'pds.merged-number',
    title: 'A patient is asked for by a number that was merged into another',
    source: 'pds 5',
  },
  repeated: {
    rule: 'pds.repeated-write',
    title: 'A write is repeated under its X-Request-ID; the first outcome is the answer',
    source: 'pds 3.4',
    afterwards: true,
  },
  oldPostcodeName: {
    rule: 'pds.search.old-postcode-name',
    title: 'A search names the postcode as it was named before',
    source: 'pds 4.1',
  },
  historyName: {
    rule: 'pds.search.history-name',
    title: 'A search says history for _history',
    source: 'pds 4.1',
  },
  historyFuzzy: {
    rule: 'pds.search.history-fuzzy',
    title: 'A fuzzy search asks for history, which it always looks at',
    source: 'pds 4.1',
  },
  emptyName: {
    rule: 'pds.search.empty-name',
    title: 'A search has a parameter without a name',
    source: 'pds 4.1',
  },
  patchMember: {
    rule: 'pds.patch.unknown-member',
    title: 'The body of an update has members beside patches',
    source: 'pds 6.1',
  },
} as const satisfies AdviceRules
