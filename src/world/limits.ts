const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/**
 * What a client may send at most. Documented in docs/limits.md, which a test compares with this table.
 */
export const LIMITS = {
  /** Largest request body, unless the operation says otherwise. */
  body: 2 * MEGABYTE,
  /** Largest uploaded file (e-RS A020) that is read: a little over what the operation takes. */
  file: 6 * MEGABYTE,
  /** Largest file uploaded over R4 (e-RS A039) and a little over. */
  largeFile: 101 * MEGABYTE,
  /** Largest form of the identity service. */
  form: 128 * KILOBYTE,
  /** Deepest nesting of a JSON body. */
  jsonDepth: 64,
  /** Largest XML document, that of the largest message (tms 3.3), its deepest nesting, and how many tags it may have. */
  xmlSize: 5_242_880,
  xmlDepth: 100,
  xmlTags: 150_000,
  /** Largest answer to a message that the sandbox sent. */
  answer: 2 * MEGABYTE,
  /** All request headers together. */
  headers: 16 * KILOBYTE,
  /** Writes to PDS whose outcome a world keeps for the same request again. */
  pdsWrites: 1000,
  /** HL7 messages whose ids a world remembers, so that none is acted upon twice. */
  hl7Messages: 10_000,
  /** Largest message to the LDAP directory, and how deep and wide a filter may be. */
  ldapMessage: MEGABYTE,
  ldapFilterDepth: 64,
  ldapFilterTerms: 1000,
  /** Entries of one LDAP search, or of one page, and seconds that it may take. */
  ldapEntries: 500,
  ldapSeconds: 60,
  /** Paged searches that one LDAP connection may have begun, and requests that it may have waiting. */
  ldapPagedSearches: 8,
  ldapWaiting: 100,
  /** LDAP connections at a time; milliseconds that one may be silent, and that a message or an answer may take. */
  ldapConnections: 500,
  ldapIdle: 15 * 60_000,
  ldapStalled: 30_000,
  /** Certificates that the sandbox's authority issues. */
  certificates: 1000,
  /** Snapshots of one process, bytes of one as it is kept, and of its image unpacked. */
  snapshots: 100,
  snapshotFile: 64 * MEGABYTE,
  snapshotImage: 512 * MEGABYTE,
  /** Worlds of one process. */
  worlds: 1000,
  /** Messages and bytes of messages that a world looks back on. */
  messages: 5000,
  messageBytes: 64 * MEGABYTE,
  /** Exchanges and bytes that the journal of one world keeps. */
  journalExchanges: 1000,
  journalBytes: 8 * MEGABYTE,
  /** Largest request body that the journal keeps whole; of a larger one it keeps the beginning. */
  journalBody: 6 * MEGABYTE,
} as const
