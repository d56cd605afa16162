/** The media type of a header value in lower case, without parameters. */
export const mediaTypeOf = (header: string): string =>
  (header.split(';', 1)[0] as string).trim().toLowerCase()

/** True if an `Accept` header lets one of the media types through; an absent header lets all through. */
export function accepts(header: string | undefined, offered: readonly string[]): boolean {
  if (!header?.trim()) return true
  return header.split(',').some((range) => {
    const wanted = mediaTypeOf(range)
    if (/;\s*q=0(\.0*)?\s*(;|$)/.test(range)) return false
    return (
      wanted === '*/*' ||
      offered.includes(wanted) ||
      (wanted.endsWith('/*') && offered.some((type) => type.startsWith(wanted.slice(0, -1))))
    )
  })
}
