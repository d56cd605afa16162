import { readSetting, writeSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'

/** How long sessions of cards live, in minutes. */
export interface SessionTimes {
  /** From the login at most. */
  readonly maximumMinutes: number
  /** Without a sign of life. */
  readonly idleMinutes: number
}

const SETTING = 'smartcardTimes'

/** Ten hours each (auth 8.3; that they are minutes is inferred). */
const PUBLISHED: SessionTimes = { maximumMinutes: 600, idleMinutes: 600 }

/** The times of the sessions that this world opens from now on. */
export const sessionTimes = (world: World): SessionTimes =>
  readSetting<SessionTimes>(world.store, SETTING) ?? PUBLISHED

/** Sets the times of sessions that are opened from now on. */
export const setSessionTimes = (world: World, times: SessionTimes): void =>
  writeSetting(world.store, SETTING, times)
