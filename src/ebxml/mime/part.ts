/** A part of a multipart message, its transfer encoding undone. */
export interface MimePart {
  /** `Content-Id` without angle brackets; empty if the part has none. */
  readonly contentId: string
  /** Media type in lower case, without parameters. */
  readonly contentType: string
  /** Name of the character set, in lower case; absent where the part names none. */
  readonly charset?: string
  readonly content: Uint8Array
}

/** Why a body is no readable multipart message; `where` is for people. */
export interface MimeProblem {
  readonly problem: 'NO_BOUNDARY' | 'NOT_MULTIPART' | 'TRUNCATED' | 'TOO_MANY_PARTS' | 'PART'
  readonly where: string
}

/** Most parts of one message, with the ebXML part (tms 3.3). */
export const MOST_PARTS = 100
