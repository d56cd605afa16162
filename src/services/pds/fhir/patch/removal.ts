import { ok, type Result } from '../../domain/outcome.js'
import { identityOf, isItemList } from './members.js'
import { invalidUpdate, type Patch } from './patch.js'

const isRemoval = ({ op, segments }: Patch): boolean =>
  op === 'remove' && segments.length === 2 && isItemList(segments[0])

/** True for a test of the id, the url or the whole of the item that goes. */
function isGuard(test: Patch, { path, segments: [list] }: Patch): boolean {
  if (test.op !== 'test' || !isItemList(list)) return false
  return test.path === path || test.path === `${path}/${identityOf(list)}`
}

/** Checks that each removal of an item directly follows a test of that item (pds 6.3). */
export function checkRemovals(patches: readonly Patch[]): Result<undefined> {
  for (const [at, patch] of patches.entries()) {
    if (!isRemoval(patch)) continue
    const before = patches[at - 1]
    if (before && isGuard(before, patch)) continue
    const instead = before
      ? `it is preceded by '${before.op} ${before.path}'`
      : 'it is the first item'
    return invalidUpdate(
      `removal '${patch.path}' is not immediately preceded by equivalent test - instead ${instead}`,
    )
  }
  return ok(undefined)
}
