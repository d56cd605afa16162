import type { MessageHandlingSystem } from '../../../world/tables/message-handling-system.js'
import { readSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'
import { SPINE_CORE, SPINE_CORE_SETTING } from './routing.js'

/** The world's setting of what the directory says of the Spine's own addresses. */
export const SPINE_ADDRESSES_SETTING = 'spineAddresses'

/** Where the sandbox is, as the client reached it; or as the data set has it. */
export const SPINE_ADDRESSES = ['sandbox', 'directory'] as const

export type SpineAddresses = (typeof SPINE_ADDRESSES)[number]

/** Organisation of e-RS, which the sandbox is too (tms 9.2). */
const ERS = 'YEC'

/** Whether messages for an entry come to the sandbox itself. */
export const isSpines = (
  { store }: World,
  { odsCode }: Pick<MessageHandlingSystem, 'odsCode'>,
): boolean =>
  odsCode === ERS || odsCode === (readSetting<string>(store, SPINE_CORE_SETTING) ?? SPINE_CORE)

/**
 * One of the Spine's own addresses as a client is told it: the same path, at the address and in the
 * world by which the client reached the sandbox, so that what it looks up here it sends here.
 */
export function spineAddress({ store }: World, address: string, base: string): string {
  const chosen = readSetting<SpineAddresses>(store, SPINE_ADDRESSES_SETTING) ?? 'sandbox'
  const target = URL.parse(address)
  return chosen === 'sandbox' && target ? `${base}${target.pathname}` : address
}
