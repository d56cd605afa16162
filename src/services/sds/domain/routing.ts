import {
  findMessageHandlingSystems,
  type MessageHandlingSystem,
} from '../../../world/tables/message-handling-system.js'
import { readSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'

/** The world's setting of the organisation that the Spine's own entries belong to (sds 1.5). */
export const SPINE_CORE_SETTING = 'spineCoreOrganisation'
export const SPINE_CORE = 'YES'

/** Domains whose messages the Spine may pass on (sds 1.5). */
const FORWARDED_SERVICES = new Set(
  'cc ebs ebsepr ebsnpr gp2gp pat itk dis ed op caf adm ooh am mh nd dir'.split(' '),
)

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export type Intermediary = 'ReliableIntermediary' | 'ExpressIntermediary'

/** Which intermediary takes which interactions (sds 1.5). */
const FORWARDED: Readonly<Record<Intermediary, ReadonlySet<string>>> = {
  ReliableIntermediary: words(`
    COPC_IN000001UK01 PRSC_IN040000UK08 PRSC_IN080000UK07 PRPA_IN010000UK07 PRPA_IN020000UK06
    PRSC_IN050000UK06 PRSC_IN090000UK09 PRPA_IN030000UK08 PRSC_IN100000UK06 PRSC_IN070000UK08
    PRSC_IN140000UK06 RCMR_IN010000UK05 RCMR_IN030000UK06 PRSC_IN130000UK07 PRSC_IN110000UK08
    PRSC_IN060000UK06 PRSC_IN150000UK06 POLB_IN020006UK01 POLB_IN020005UK01 COMT_IN000004GB01
    MCCI_IN010000UK13`),
  ExpressIntermediary: words('PRSC_IN080000UK03 PRSC_IN040000UK03'),
}

const INTERMEDIARIES = Object.keys(FORWARDED) as readonly Intermediary[]

/** The intermediary through which an interaction reaches its recipient; undefined where it goes directly. */
export function intermediaryOf({
  service,
  action,
}: Pick<MessageHandlingSystem, 'service' | 'action'>): Intermediary | undefined {
  const domain = service.split(':').at(-1) as string
  return FORWARDED_SERVICES.has(domain)
    ? INTERMEDIARIES.find((one) => FORWARDED[one].has(action))
    : undefined
}

/** Where a sender sends, or how many addresses the intermediary has where it should have one. */
export type Route =
  | { readonly ok: true; readonly addresses: readonly string[]; readonly through?: Intermediary }
  | { readonly ok: false; readonly found: number }

/** The entries of the Spine's intermediary. */
export const intermediaryEntries = (
  world: World,
  intermediary: Intermediary,
): MessageHandlingSystem[] =>
  findMessageHandlingSystems(world.store, {
    odsCode: readSetting<string>(world.store, SPINE_CORE_SETTING) ?? SPINE_CORE,
    interaction: `urn:nhs:names:services:tms:${intermediary}`,
  })

/**
 * Where a sender addresses an interaction of a recipient: the Spine's intermediary where it passes the
 * interaction on, else the recipient itself (sds 1.5). Refuses where the intermediary has not exactly
 * one address.
 */
export function routeTo(world: World, entry: MessageHandlingSystem): Route {
  const through = intermediaryOf(entry)
  if (!through) return { ok: true, addresses: entry.addresses }
  const addresses = intermediaryEntries(world, through).flatMap((one) => one.addresses)
  return addresses.length === 1
    ? { ok: true, addresses, through }
    : { ok: false, found: addresses.length }
}
