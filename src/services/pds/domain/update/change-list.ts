import type { Ids } from '../../../../world/ids.js'
import type { Item } from '../../../../world/tables/patient.js'
import type { ItemChange } from './changes.js'
import type { RuleContext } from './context.js'
import { broken, type Fault } from './fault.js'
import type { ListRules } from './rules/list-rules.js'
import { beginToday } from './rules/period.js'

/** What the change of a list needs to know and to make. */
export interface ListChange {
  readonly context: RuleContext
  readonly correction: boolean
  readonly ids: Ids
  /** Moment of the change in ISO 8601. */
  readonly now: string
}

type Changed<Kind extends Item> =
  | { readonly ok: true; readonly items: readonly Kind[] }
  | { readonly ok: false; readonly fault: Fault }

/** An object identifier as PDS makes them: eight capital hexadecimal digits (pds 7.1). */
export const itemId = (ids: Ids): string => ids.uuid().slice(0, 8).toUpperCase()

const isHeld =
  (id: string) =>
  (item: Item): boolean =>
    item.state === undefined && item.id === id

const unknown = (field: string, id: string): Fault =>
  broken('ITEM_UNKNOWN', `no '${field}' resources with object id '${id}'`)

/** Where refusals say the change is, if the sender's place is not known. */
const placeOf = <Kind extends Item>(rules: ListRules<Kind>, change: ItemChange<Kind>): string =>
  change.at ?? rules.field

/** What becomes of an item that is replaced or goes: history, hidden if it was wrong. */
const past = <Kind extends Item>(item: Kind, { correction, now }: ListChange): Kind => ({
  ...item,
  state: correction ? 'hidden' : 'former',
  replaced: now,
})

function checkOne<Kind extends Item>(
  rules: ListRules<Kind>,
  items: readonly Kind[],
  change: ItemChange<Kind>,
  { context }: ListChange,
): Fault | undefined {
  const held = change.mode === 'add' ? undefined : items.find(isHeld(change.id))
  if (change.mode !== 'add' && !held) return unknown(rules.field, change.id)
  if (change.mode === 'remove') return rules.checkRemoval?.(held as Kind, context)
  return rules.check(rules.tidy(change.item, context), placeOf(rules, change), context, held)
}

function applyOne<Kind extends Item>(
  rules: ListRules<Kind>,
  items: readonly Kind[],
  change: ItemChange<Kind>,
  work: ListChange,
): readonly Kind[] {
  const { context, ids } = work
  if (change.mode === 'add') {
    const item = beginToday(rules.tidy(change.item, context), context.today)
    return [...items, { ...item, id: itemId(ids) } as Kind]
  }
  const place = items.findIndex(isHeld(change.id))
  const old = past(items[place] as Kind, work)
  if (change.mode === 'remove') return [...items.slice(0, place), old, ...items.slice(place + 1)]
  const tidied = rules.tidy(change.item, context)
  const item = change.partial ? tidied : beginToday(tidied, context.today)
  return [
    ...items.slice(0, place),
    { ...item, id: change.id } as Kind,
    ...items.slice(place + 1),
    old,
  ]
}

function checkTogether<Kind extends Item>(
  rules: ListRules<Kind>,
  before: readonly Kind[],
  after: readonly Kind[],
): Fault | undefined {
  const now = after.filter(({ state }) => state === undefined)
  for (const item of now) {
    if (before.includes(item)) continue
    const others = now.filter((other) => other !== item)
    const added = !before.some(isHeld(item.id))
    const fault = rules.checkBeside(item, others, added)
    if (fault) return fault
  }
  return undefined
}

/**
 * Makes the changes of one list of items, in their order, if all of them are allowed. What must hold
 * between items is looked at in the end, so that one may take the place of another (pds 6.5, telecom).
 */
export function changeList<Kind extends Item>(
  rules: ListRules<Kind>,
  before: readonly Kind[],
  changes: readonly ItemChange<Kind>[],
  work: ListChange,
): Changed<Kind> {
  let items = before
  for (const change of changes) {
    const fault = checkOne(rules, items, change, work)
    if (fault) return { ok: false, fault }
    items = applyOne(rules, items, change, work)
  }
  const fault = checkTogether(rules, before, items)
  return fault ? { ok: false, fault } : { ok: true, items }
}
