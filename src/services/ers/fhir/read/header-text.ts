const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The text of a header. HTTP hands bytes over as Latin-1; where they are UTF-8, as most clients mean
 * them, they are read as such. Nothing for an absent one.
 */
export function headerText(value: string | undefined): string {
  const text = value?.trim() ?? ''
  try {
    return utf8.decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
