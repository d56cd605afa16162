import { readSetting, writeSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'

/** How a sender hears that the Spine took a message to forward (tms 4.4). */
export const HOP_ACKNOWLEDGEMENTS = ['async', 'inline', 'none'] as const

export type HopAcknowledgement = (typeof HOP_ACKNOWLEDGEMENTS)[number]

const settingOf = (party: string): string => `tms/hop-acknowledgement/${party}`

/** How a party hears of the first hop; on a connection of its own unless it was asked otherwise. */
export const hopAcknowledgement = (world: World, party: string): HopAcknowledgement =>
  readSetting<HopAcknowledgement>(world.store, settingOf(party)) ?? 'async'

export const setHopAcknowledgement = (world: World, party: string, how: HopAcknowledgement): void =>
  writeSetting(world.store, settingOf(party), how)
