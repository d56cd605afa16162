/** Letters that would move a terminal's cursor, or begin a line of their own. */
const UNSEEN = /[\p{Cc}\u2028\u2029]/gu

/** A client's text as a log or the journal may show it: unseen letters as `\0a`. */
export const printable = (text: string): string =>
  text.replace(
    UNSEEN,
    (letter) => `\\${(letter.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  )

/** The same, no longer than a line should be. */
export const printableLine = (text: string, longest = 1000): string =>
  text.length > longest ? `${printable(text.slice(0, longest))}…` : printable(text)
