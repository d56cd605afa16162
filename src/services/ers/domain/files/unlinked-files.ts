import { DAY } from '../../../../world/instant.js'
import { removeUnlinkedAttachment } from '../../../../world/tables/attachment.js'
import type { World } from '../../../../world/world.js'

export const REMOVE_FILE = 'remove-unlinked-file'

/** Lets a file go that stays unlinked for a day from now (ers-fhir 7.20, 8.6). */
export const removeIfUnlinked = (world: World, id: string): void =>
  world.scheduler.schedule({ kind: REMOVE_FILE, key: id, due: world.clock.now() + DAY })

/** Removes a file, unless it was linked meanwhile. */
export function removeFile(world: World, id: string): void {
  if (!removeUnlinkedAttachment(world.store, id)) return
  world.events.publish({ kind: 'file', action: 'REMOVE', subject: id, detail: {} })
}
