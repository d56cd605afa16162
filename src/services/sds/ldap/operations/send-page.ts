import { LIMITS } from '../../../../world/limits.js'
import type { Dn } from '../../domain/entry.js'
import type { EntryView } from '../entry/view.js'
import { filterText } from '../filter/text.js'
import { encodePage } from '../message/page.js'
import { type Done, type FoundEntry, PAUSE, type Pause, type Work } from '../message/reply.js'
import type { SearchRequest } from '../message/request.js'
import { result, SUCCESS } from '../message/result.js'
import type { Context } from './context.js'
import { PAGED_RESULTS, type PageWanted, pageWanted } from './controls.js'
import type { Rest } from './paged-searches.js'

/** How what was found is looked at. */
export interface Found {
  show(entry: EntryView): FoundEntry
  /** The entry of a name as it is now; undefined where it is gone. */
  again(name: Dn): EntryView | undefined
}

const limit = (of: number, most: number): number => (of === 0 ? most : Math.min(of, most))

/** Sends entries until there are no more, too many, or it takes too long (sds 2.3). */
function* send(
  { sizeLimit, timeLimit }: SearchRequest,
  { elapsed }: Context,
  entries: Iterable<EntryView | Pause>,
  { show }: Found,
): Work {
  const [most, seconds] = [
    limit(sizeLimit, LIMITS.ldapEntries),
    limit(timeLimit, LIMITS.ldapSeconds),
  ]
  let sent = 0
  for (const entry of entries) {
    if (elapsed() > seconds) return { result: result('timeLimitExceeded') }
    if (entry === PAUSE) yield PAUSE
    else if (sent++ === most) return { result: result('sizeLimitExceeded') }
    else yield show(entry)
  }
  return { result: SUCCESS }
}

/** A text that two searches share if they are the same. */
const identity = ({ base, scope, filter, attributes }: SearchRequest): string =>
  JSON.stringify([base, scope, filterText(filter), attributes])

const ended = (done: Done, cookie: string): Done => ({
  ...done,
  control: { oid: PAGED_RESULTS, value: encodePage(cookie) },
})

/** Goes on with a search, or begins one; undefined for a cookie that leads nowhere. */
function* restOf(
  request: SearchRequest,
  { session }: Context,
  { cookie }: PageWanted,
  entries: Iterable<EntryView | Pause>,
): Generator<Pause, Rest | undefined> {
  const search = identity(request)
  if (cookie !== '') return session.pages.take(cookie, search)
  const names: Dn[] = []
  for (const entry of entries)
    if (entry === PAUSE) yield PAUSE
    else names.push(entry.dn)
  return { search, names, sent: 0 }
}

/** Sends one page; a size of none gives up the search (RFC 2696 3). */
function* page(
  request: SearchRequest,
  context: Context,
  wanted: PageWanted,
  entries: Iterable<EntryView | Pause>,
  { show, again }: Found,
): Work {
  const rest = yield* restOf(request, context, wanted, entries)
  if (!rest)
    return ended({ result: result('unwillingToPerform', 'paged results cookie is invalid') }, '')
  if (wanted.size <= 0) return ended({ result: SUCCESS }, '')
  const { names, sent, search } = rest
  const size = Math.min(wanted.size, LIMITS.ldapEntries)
  const allowed = request.sizeLimit === 0 ? size : Math.min(size, request.sizeLimit - sent)
  for (const name of names.slice(0, allowed)) {
    const entry = again(name)
    if (entry) yield show(entry)
  }
  const left = names.slice(allowed)
  if (left.length === 0) return ended({ result: SUCCESS }, '')
  if (allowed < size) return ended({ result: result('sizeLimitExceeded') }, '')
  const cookie = context.session.pages.keep({ search, names: left, sent: sent + allowed })
  return ended({ result: SUCCESS }, cookie)
}

/** Sends what a search found, whole or page by page as the client wants it. */
export function* sendPage(
  request: SearchRequest,
  context: Context,
  entries: Iterable<EntryView | Pause>,
  found: Found,
): Work {
  const wanted = pageWanted(context.controls)
  return yield* wanted
    ? page(request, context, wanted, entries, found)
    : send(request, context, entries, found)
}
