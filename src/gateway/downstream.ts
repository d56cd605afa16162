import { readSetting } from '../world/tables/setting.js'
import type { World } from '../world/world.js'

/** The services behind the gateways, by the names under which health checks show them (auth 2.5, sds 1.1). */
export const DOWNSTREAM = [
  'nhs-cis2',
  'nhs-login',
  'healthcheckService:status',
  'spine:status',
  'ldap',
] as const
export type Downstream = (typeof DOWNSTREAM)[number]

/**
 * The world's setting of the services that are to look broken: the status that each answers with,
 * or null where it does not answer at all.
 */
export const BROKEN_SETTING = 'brokenServices'
export type BrokenServices = Partial<Record<Downstream, number | null>>

/** How a service is broken: its status or null; undefined if it is well. */
export const brokenness = (world: World, name: Downstream): number | null | undefined =>
  readSetting<BrokenServices>(world.store, BROKEN_SETTING)?.[name]
