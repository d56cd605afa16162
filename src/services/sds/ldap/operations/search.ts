import { entriesWithin, entryAt, isIndexed } from '../../domain/directory.js'
import type { DirectoryEntry, Dn } from '../../domain/entry.js'
import { LDAP_ADVICE } from '../advice-rules.js'
import { dnKey } from '../dn.js'
import { look } from '../entry/look.js'
import { readSelection, type Selection, selectFrom } from '../entry/selection.js'
import { serverEntry } from '../entry/server-entries.js'
import type { EntryView } from '../entry/view.js'
import { alternativesOf } from '../filter/clues.js'
import { compileFilter } from '../filter/compile.js'
import { findingsOf } from '../filter/findings.js'
import { PAUSE, type Pause, type Work } from '../message/reply.js'
import type { Scope, SearchRequest } from '../message/request.js'
import { type Result, result } from '../message/result.js'
import { readName } from '../name.js'
import type { Context } from './context.js'
import { noSuchObject } from './missing.js'
import { sendPage } from './send-page.js'

/** Whether an entry within the base is in the scope. */
const IN_SCOPE: Readonly<Record<Scope, (deeper: number) => boolean>> = {
  base: (deeper) => deeper === 0,
  one: (deeper) => deeper === 1,
  children: (deeper) => deeper > 0,
  sub: () => true,
}

/** So many entries are looked at before others have their turn. */
const TURN = 256

/** How deep a search goes; what lies deeper need not be read. */
const deepestOf = (scope: Scope, dn: Dn): number | undefined =>
  scope === 'one' ? dn.length + 1 : undefined

/** The entries that may match: each way in which the filter can hold is looked up on its own. */
function* candidates(
  { world }: Context,
  dn: Dn,
  { scope, filter }: SearchRequest,
): Generator<DirectoryEntry> {
  const ways = alternativesOf(filter)
  const seen = new Set<string>()
  for (const clues of ways)
    for (const entry of entriesWithin(world, dn, clues, deepestOf(scope, dn))) {
      if (!IN_SCOPE[scope](entry.dn.length - dn.length)) continue
      if (ways.length > 1) {
        const key = dnKey(entry.dn)
        if (seen.has(key)) continue
        seen.add(key)
      }
      yield entry
    }
}

/** The entries of the search's scope, or that there is no such base. */
function scopeOf(
  request: SearchRequest,
  dn: Dn,
  context: Context,
): Iterable<DirectoryEntry> | Result {
  const own = serverEntry(dn)
  const isAsked = request.scope === 'base' || (request.scope === 'sub' && dn.length > 0)
  if (own && isAsked) return [own]
  if (own && dn.length > 0) return []
  const base = own ? undefined : entryAt(context.world, dn)
  if (!base) return noSuchObject(context, dn)
  return request.scope === 'base' ? [base] : candidates(context, dn, request)
}

/** Notes what the author of the search may not expect. */
function adviseOn(request: SearchRequest, dn: Dn, selection: Selection, { advise }: Context): void {
  for (const { advice, message } of findingsOf(request.filter)) advise(advice, message)
  for (const name of selection.unknown.slice(0, 20))
    advise(
      LDAP_ADVICE.unknown,
      `The directory has no attribute '${name.slice(0, 80)}': it is never answered.`,
    )
  if (request.scope === 'base') return
  const deepest = deepestOf(request.scope, dn)
  if (alternativesOf(request.filter).every((clues) => isIndexed(dn, clues, deepest))) return
  advise(
    LDAP_ADVICE.notIndexed,
    'Every entry below the base is looked at: name an exact nhsIDCode, uniqueIdentifier, uid, nhsMHSPartyKey, nhsAsSvcIA or nhsMhsSvcIA.',
  )
}

/**
 * Searches (RFC 4511 4.5; sds 2.3): entries below or at the base that the filter holds for, as they are
 * now, in the directory's order. Refuses a malformed base with 34 and a missing one with 32.
 */
export function* search(request: SearchRequest, context: Context): Work {
  const dn = readName(request.base)
  if (!dn) return { result: result('invalidDNSyntax', 'the base is no distinguished name') }
  const selection = readSelection(request.attributes)
  if (!serverEntry(dn)) adviseOn(request, dn, selection, context)
  const scope = scopeOf(request, dn, context)
  if ('name' in scope) return { result: scope }
  const judge = compileFilter(request.filter)
  const { world } = context
  function* found(): Generator<EntryView | Pause> {
    let looked = 0
    for (const entry of scope as Iterable<DirectoryEntry>) {
      const one = look(entry, context)
      if (judge(one)) yield one
      if (++looked % TURN === 0) yield PAUSE
    }
  }
  return yield* sendPage(request, context, found(), {
    show: (one) => selectFrom(one, selection, request.typesOnly),
    again: (name) => {
      const entry = entryAt(world, name)
      return entry && look(entry, context)
    },
  })
}
