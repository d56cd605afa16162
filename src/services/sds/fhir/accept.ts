/** What the service can write, the first being the usual (sds 1.2). */
export type MediaType = 'application/fhir+json' | 'application/json'

/**
 * The media type of an answer; undefined if the caller takes none of them. Parameters such as
 * `charset` or `q` are not understood and make a type an unknown one.
 */
export function chooseMediaType(accept: string | undefined): MediaType | undefined {
  const wanted = (accept ?? '*/*')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
  if (wanted.includes('*/*') || wanted.includes('application/fhir+json'))
    return 'application/fhir+json'
  return wanted.includes('application/json') ? 'application/json' : undefined
}
