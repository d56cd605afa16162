const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** What XML 1.0 cannot hold in any form: control characters and halves of characters. */
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be sent
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Text as it may stand in an element or an attribute. White space other than blanks is written as a
 * reference, so that it comes back as it was wherever a message is indented.
 */
export const escapeXml = (text: string): string =>
  text
    .replace(ILLEGAL, '\ufffd')
    .replace(/[&<>"]/g, (letter) => ENTITIES[letter] as string)
    .replace(/[\n\r\t]/g, (letter) => `&#${letter.charCodeAt(0)};`)
