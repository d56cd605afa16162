const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Letters that XML does not have, and line ends, which would tear a line in two. */
const UNFIT = /[\p{Cc}\uFFFE\uFFFF]/gu

/** Text for an attribute, or for an element, where quotes stay as they are. Always on one line. */
export const escapeXml = (text: string, where: 'ATTRIBUTE' | 'TEXT' = 'ATTRIBUTE'): string =>
  text
    .toWellFormed()
    .replace(UNFIT, ' ')
    .replace(where === 'TEXT' ? /[&<>]/g : /[&<>"]/g, (letter) => ENTITIES[letter] ?? letter)
