const PARAMETER = /;\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g

/** A header value such as `multipart/related; boundary="x"`: its first word, and its parameters. */
export interface Parameterised {
  /** In lower case. */
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

/** Reads a header with parameters, quoted or not; of one that is named twice the first counts (RFC 2045, 5.1). */
export function readParameters(header: string): Parameterised {
  const end = header.indexOf(';')
  const parameters = new Map<string, string>()
  if (end >= 0)
    for (const [, name = '', quoted, bare = ''] of header.slice(end).matchAll(PARAMETER)) {
      const key = name.toLowerCase()
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare)
    }
  return { value: (end < 0 ? header : header.slice(0, end)).trim().toLowerCase(), parameters }
}
