import { ok, type Result } from '../../domain/outcome.js'
import { type Document, type ItemList, identityOf, isItemList, itemsOf } from './members.js'
import { invalidPatch, invalidUpdate, type Patch } from './patch.js'

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Document)[name] : undefined

interface Item {
  readonly list: ItemList
  readonly index: string
}

const UNIDENTIFIED = 'UNIDENTIFIED'

const unidentified = (root: string): Result<never> => ({
  ok: false,
  refusal: {
    code: 'INVALID_UPDATE',
    diagnostics: `Invalid update with error - no id or url found for path with root ${root}`,
    rule: UNIDENTIFIED,
  },
})

const unknown = (list: ItemList, id: unknown): Result<never> =>
  invalidUpdate(`no '${list}' resources with object id '${id}'`)

/** True for a patch that gives the identity of the item: by add, replace or test (pds 6.3). */
const gives =
  ({ list, index }: Item) =>
  ({ op, segments }: Patch): boolean =>
    op !== 'remove' &&
    segments.length === 3 &&
    segments[0] === list &&
    segments[1] === index &&
    segments[2] === identityOf(list)

/**
 * The identity that stands in a patch itself: in the whole item that replaces another or that is
 * tested for, and in a whole piece of an extension (pds 6.3, the official exception).
 */
function identityIn({ op, segments, value }: Patch, list: ItemList): unknown {
  if (op === 'remove') return undefined
  const isWhole = segments.length === 2
  const isPiece = list === 'extension' && op === 'replace' && segments.length === 4
  return isWhole || isPiece ? member(value, identityOf(list)) : undefined
}

/** The held identity of the item of a patch, where the patch is not about the whole item. */
function sentIdentity(patch: Patch, item: Item, patches: readonly Patch[]): unknown {
  const own = identityIn(patch, item.list)
  if (own !== undefined) return patch.segments.length === 2 ? own : 'piece'
  return patches.find(gives(item))?.value
}

/** A wrong id and a whole list in its place: the service then works on an item without it (pds 6.4). */
const replacesWholeList = ({ op, segments, value }: Patch): boolean =>
  op === 'replace' && segments.length === 3 && Array.isArray(value)

function checkSent(
  document: Document,
  patches: readonly Patch[],
  item: Item,
  sent: unknown,
): Result<undefined> {
  const { list, index } = item
  const items = itemsOf(document, list)
  const held = items[Number(index)]
  // Nothing to compare with: applying the patch tells what is wrong.
  if (items.length === 0 || sent === 'piece') return ok(undefined)
  const name = identityOf(list)
  const known = items.some((one) => one[name] === sent)
  if (!held && known) return ok(undefined)
  if (held?.[name] === sent) return ok(undefined)
  const whole = patches.find(
    (patch) =>
      replacesWholeList(patch) && patch.segments[0] === list && patch.segments[1] === index,
  )
  return whole
    ? invalidPatch(`can't replace non-existent object '${whole.segments.at(-1)}'`)
    : unknown(list, sent)
}

/** Whole items that are added go to the end of their list, without an id (pds 6.2). */
function checkAdded({ segments: [list = '', index], path, value }: Patch): Result<undefined> {
  if (!isItemList(list)) return ok(undefined)
  if (index !== '-')
    return invalidPatch(`items of '${list}' are added at '/${list}/-', not at '${path}'`)
  const id = member(value, 'id')
  return id === undefined ? ok(undefined) : unknown(list, id)
}

/** A removal of an item has a guard of its own. */
const isGuarded = ({ op, segments }: Patch): boolean => op === 'remove' && segments.length === 2

function checkPatch(
  document: Document,
  patches: readonly Patch[],
  patch: Patch,
): Result<undefined> {
  const { op, segments } = patch
  const [list, index = ''] = segments
  if (!isItemList(list)) return ok(undefined)
  if (segments.length === 1) return op === 'test' ? ok(undefined) : unidentified(`/${list}`)
  if (op === 'add' && segments.length === 2) return checkAdded(patch)
  if (isGuarded(patch)) return ok(undefined)
  const item = { list, index }
  const sent = sentIdentity(patch, item, patches)
  if (sent !== undefined) return checkSent(document, patches, item, sent)
  return op === 'test' && segments.length === 2 ? ok(undefined) : unidentified(`/${list}/${index}`)
}

/**
 * Checks that every patch of an item says which item it means, and that the record has it there (pds
 * 6.3). A patch that names no item comes before one that names a wrong one.
 */
export function checkIdentities(document: Document, patches: readonly Patch[]): Result<undefined> {
  const checked = patches.map((patch) => checkPatch(document, patches, patch))
  const isUnidentified = (result: Result<undefined>): boolean =>
    !result.ok && result.refusal.rule === UNIDENTIFIED
  return checked.find(isUnidentified) ?? checked.find(({ ok: fine }) => !fine) ?? ok(undefined)
}
