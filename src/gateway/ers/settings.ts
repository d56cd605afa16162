import { readSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'

/**
 * Whose organisations are compared with the allow list (auth 9.1 rows 3 and 4): nobody's, those of
 * applications that have one, or everybody's, as where the product requires it.
 */
export const ALLOW_LIST_MODES = ['OFF', 'REGISTERED', 'REQUIRED'] as const
export type AllowListMode = (typeof ALLOW_LIST_MODES)[number]

/** The world's settings for e-RS: the mode of the allow lists, and whether an ASID is asked for. */
export const ALLOW_LIST_SETTING = 'ersAllowLists'
export const ERS_ASID_SETTING = 'ersAsidRequired'

/** Applications with a list are held to it unless the world says otherwise. */
export const allowListMode = (world: World): AllowListMode =>
  readSetting<AllowListMode>(world.store, ALLOW_LIST_SETTING) ?? 'REGISTERED'

export const isAsidRequired = (world: World): boolean =>
  readSetting<boolean>(world.store, ERS_ASID_SETTING) !== false
