const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text for an attribute, or for an element, where quotes stay as they are. */
export const escapeXml = (text: string, where: 'ATTRIBUTE' | 'TEXT' = 'ATTRIBUTE'): string =>
  text.replace(where === 'TEXT' ? /[&<>]/g : /[&<>"]/g, (letter) => ENTITIES[letter] ?? letter)
