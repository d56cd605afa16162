import type { Exchange } from '../../http/exchange.js'
import { readSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'
import { TMS_ADVICE } from './advice-rules.js'

/** The world's setting: every published check of a message, or what is needed to route it alone (tms 15). */
export const MESSAGE_CHECKS_SETTING = 'messageChecks'
export const MESSAGE_CHECKS = ['STRICT', 'LENIENT'] as const

export const isLenient = (world: World): boolean =>
  readSetting<(typeof MESSAGE_CHECKS)[number]>(world.store, MESSAGE_CHECKS_SETTING) === 'LENIENT'

/** Notes a check that a message fails and a lenient world lets pass. */
export const letPass = (exchange: Exchange, key: string, description: string): void =>
  exchange.advise(TMS_ADVICE.lenient, `${key}: ${description}. The Spine refuses this.`)
