import { HOUR } from '../../../../world/instant.js'
import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'

const SETTING = 'letterFreezeHours'

/** Sets how many hours before an appointment its letters can be changed no more. */
export const setLetterFreezeHours = (world: World, hours: number): void =>
  writeSetting(world.store, SETTING, hours)

/** The freeze time before an appointment in milliseconds (ers-fhir 7.12); none unless it was set. */
export const letterFreeze = (world: World): number =>
  (readSetting<number>(world.store, SETTING) ?? 0) * HOUR
