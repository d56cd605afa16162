import { writeSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'

/** The world's settings of how many seconds PDS takes; none where they are absent. */
export const WRITE_SECONDS_SETTING = 'pdsWriteSeconds'
export const READ_SECONDS_SETTING = 'pdsReadSeconds'

export interface PdsTimes {
  readonly write?: number
  readonly read?: number
}

/** How long PDS takes for a write and for a read from now on, in seconds (pds 6.1, 11). */
export function setTimes(world: World, { write, read }: PdsTimes): void {
  if (write !== undefined) writeSetting(world.store, WRITE_SECONDS_SETTING, write)
  if (read !== undefined) writeSetting(world.store, READ_SECONDS_SETTING, read)
}
