import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Item, PatientAddress } from '../../../../world/tables/patient.js'
import { ok, type Result } from '../../domain/outcome.js'
import type { Content, ItemChange } from '../../domain/update/changes.js'
import { readShape } from '../read/shape.js'
import { type Document, type ItemList, itemsOf } from './members.js'
import type { Patch } from './patch.js'

/** A resource before and after its patches. */
export interface Patched {
  readonly before: Document
  readonly after: Document
  readonly patches: readonly Patch[]
}

/** What becomes of a read item before it is given to the domain. */
export type Complete<Kind extends Item> = (content: Content<Kind>, id: string) => Content<Kind>

/** True if only pieces of an item were patched, not the item as a whole. */
const isPartial = (patches: readonly Patch[], list: ItemList, index: number): boolean =>
  !patches.some(
    ({ op, segments }) =>
      op === 'replace' &&
      segments.length === 2 &&
      segments[0] === list &&
      segments[1] === String(index),
  )

/**
 * How the items of a list were changed by the patches: compared by their ids, the changed ones read.
 * Refuses where a new or changed item cannot be read.
 */
export function changedItems<Kind extends Item>(
  { before, after, patches }: Patched,
  list: Exclude<ItemList, 'extension'>,
  schema: z.ZodType<Content<Kind>>,
  complete: Complete<Kind> = (content) => content,
): Result<readonly ItemChange<Kind>[]> {
  const held = new Map(itemsOf(before, list).map((item) => [item.id as string, item]))
  const changes: ItemChange<Kind>[] = []
  const seen = new Set<string>()
  for (const [index, item] of itemsOf(after, list).entries()) {
    const id =
      typeof item === 'object' && item !== null ? (item.id as string | undefined) : undefined
    const at = `${list}/${index}`
    if (id !== undefined) seen.add(id)
    if (id !== undefined && isDeepStrictEqual(held.get(id), item)) continue
    const read = readShape(schema, item, at)
    if (!read.ok) return read
    if (id === undefined) changes.push({ mode: 'add', item: read.value, at })
    else
      changes.push({
        mode: 'alter',
        id,
        item: complete(read.value, id),
        at,
        partial: isPartial(patches, list, index),
      })
  }
  for (const id of held.keys()) if (!seen.has(id)) changes.push({ mode: 'remove', id, at: list })
  return ok(changes)
}

/**
 * Puts lines back into the slots they are held in: clients see addresses without their blank lines
 * and patch what they see (pds 6.1).
 */
export const inSlots =
  (addresses: readonly PatientAddress[], sendsBlanks: boolean): Complete<PatientAddress> =>
  (content, id) => {
    const held = addresses.find((one) => one.id === id && one.state === undefined)?.line ?? []
    const filled = held.flatMap((line, slot) => (line ? [slot] : []))
    if (sendsBlanks || content.line.length !== filled.length) return content
    const line = held.map(() => '')
    for (const [at, slot] of filled.entries()) line[slot] = content.line[at] ?? ''
    return { ...content, line }
  }
