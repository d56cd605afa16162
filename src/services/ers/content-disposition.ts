const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** RFC 5987: letters and digits as they are, every other byte of UTF-8 in percent form. */
const extended = (name: string): string =>
  [...Buffer.from(name, 'utf8')]
    .map((byte) =>
      /[\w.-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : percent(byte),
    )
    .join('')

/**
 * `Content-Disposition` of a file to keep under its name (ers-fhir 7.42, 10.6). Names outside ASCII
 * are given twice, by RFC 2047 and by RFC 5987.
 */
export function attachmentDisposition(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `attachment; filename=${quoted(name)}`
  const value = extended(name)
  return `attachment; filename="=?UTF-8?Q?${value.replaceAll('_', '=5F').replaceAll('%', '=')}?="; filename*=UTF-8''${value}`
}
