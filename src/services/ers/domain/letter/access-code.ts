import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'

const SETTING = 'withoutAccessCode'

const without = (world: World): readonly string[] =>
  readSetting<readonly string[]>(world.store, SETTING) ?? []

/** Gives a patient the access code of the patients' portal, as everyone has one, or takes it away. */
export function setAccessCode(world: World, nhsNumber: string, has: boolean): void {
  const others = without(world).filter((one) => one !== nhsNumber)
  writeSetting(world.store, SETTING, has ? others : [...others, nhsNumber])
}

/** True for a patient who can log in to the portal (ers-fhir 7.19). */
export const hasAccessCode = (world: World, nhsNumber: string): boolean =>
  !without(world).includes(nhsNumber)
