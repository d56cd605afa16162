import { isLike } from './like.js'
import { readSetting } from './tables/setting.js'
import type { World } from './world.js'

/** The world's setting: patterns of rules, such as `ers.*`; one that begins with `!` takes rules out. */
export const STRICT_SETTING = 'strict'

/** Whether patterns choose a rule: the last one that fits decides. */
export const isChosen = (patterns: readonly string[], rule: string): boolean =>
  patterns.reduce((chosen, pattern) => {
    const out = pattern.startsWith('!')
    return isLike(rule, out ? pattern.slice(1) : pattern) ? !out : chosen
  }, false)

/** Whether a world refuses what a rule is about, though the real service would answer. */
export const isStrict = (world: World, rule: string): boolean =>
  isChosen(readSetting<readonly string[]>(world.store, STRICT_SETTING) ?? [], rule)
