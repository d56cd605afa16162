/** Where a request goes: which world, which path in it, and the address the client used. */
export interface Address {
  /** Name from the path prefix `/worlds/{name}`, if there is one. */
  readonly world: string | undefined
  /** Path below the world, percent-encoded as sent, except that `%24` is the `$` it stands for. */
  readonly path: string
  /** Query without the question mark. */
  readonly search: string
  /** `/worlds/{name}`, or nothing. */
  readonly prefix: string
}

const WORLD_PREFIX = /^\/worlds\/([^/]+)/

/** Takes the path and the query out of an absolute address without building a URL object. */
function split(url: string): { path: string; search: string } {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  if (start < 0) return { path: '/', search: '' }
  const hash = url.indexOf('#', start)
  const end = hash < 0 ? url.length : hash
  const mark = url.indexOf('?', start)
  return mark < 0 || mark > end
    ? { path: url.slice(start, end), search: '' }
    : { path: url.slice(start, mark), search: url.slice(mark + 1, end) }
}

/**
 * Reads the address of a request. Every path works at the root (world `default`) and below
 * `/worlds/{name}`; an encoded dollar sign equals a plain one (ers-fhir 1.3).
 */
export function readAddress(url: string): Address {
  const { path, search } = split(url)
  const match = WORLD_PREFIX.exec(path)
  const prefix = match ? match[0] : ''
  const below = path.slice(prefix.length) || '/'
  return {
    world: match?.[1],
    path: below.includes('%24') ? below.replaceAll('%24', '$') : below,
    search,
    prefix,
  }
}
