import type { AdviceRules } from '../../../http/finding.js'

/** What the directory answers though its client may expect something else. */
export const LDAP_ADVICE = {
  unknown: {
    rule: 'sds.ldap.unknown-attribute',
    title: 'A search names an attribute that the directory does not have',
    source: 'sds 2.3',
  },
  noEquality: {
    rule: 'sds.ldap.no-equality-rule',
    title: 'A search compares an attribute that cannot be compared',
    source: 'sds 2.3',
  },
  noSubstring: {
    rule: 'sds.ldap.no-substring-rule',
    title: 'A search looks for parts of an attribute that has none',
    source: 'sds 2.3',
  },
  noOrdering: {
    rule: 'sds.ldap.no-ordering-rule',
    title: 'A search asks for the order of an attribute that has none',
    source: 'sds 2.3',
  },
  notIndexed: {
    rule: 'sds.ldap.not-indexed',
    title: 'A search names nothing that is indexed',
    source: 'sds 2.8',
  },
} as const satisfies AdviceRules
