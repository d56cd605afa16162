import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { BROKEN_SETTING, DOWNSTREAM } from '../../gateway/downstream.js'
import {
  ALLOW_LIST_MODES,
  ALLOW_LIST_SETTING,
  ERS_ASID_SETTING,
} from '../../gateway/ers/settings.js'
import { ASID_SETTING } from '../../gateway/pds/checks.js'
import {
  type LimitedApi,
  RATE_LIMIT_SETTING,
  RATE_LIMITS,
  type RateLimitSetting,
} from '../../gateway/rate-limit.js'
import { API_KEY_SETTING } from '../../gateway/sds/index.js'
import { MONITORING_KEY, MONITORING_KEY_SETTING } from '../../gateway/status.js'
import type { Sandbox } from '../../server/sandbox.js'
import { KEY_SET_CACHE_SETTING } from '../../services/auth/client-assertion/key-sets.js'
import { LOGOUT_CALLERS_SETTING } from '../../services/auth/identity-service/backchannel-logout.js'
import { USUAL_WAIT_SECONDS, WAIT_SECONDS_SETTING } from '../../services/ers/domain/pas/request.js'
import { SPINE_CORE, SPINE_CORE_SETTING } from '../../services/sds/domain/routing.js'
import {
  SPINE_ADDRESSES,
  SPINE_ADDRESSES_SETTING,
} from '../../services/sds/domain/spine-address.js'
import { MESSAGE_CHECKS, MESSAGE_CHECKS_SETTING } from '../../services/tms/leniency.js'
import { anyOdsCode } from '../../world/seed/kinds/directory-fields.js'
import { STRICT_SETTING } from '../../world/strict.js'
import { readSetting, removeSetting, writeSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { StrictRules } from './strict-rules.js'

const limit = z.int().min(1).max(1_000_000)
const Limit = z
  .strictObject({ quota: limit, spike: limit.optional(), whole: limit.optional() })
  .openapi('RateLimit')
const APIS = Object.keys(RATE_LIMITS) as LimitedApi[]

/** Every switch of the gateways: where the world keeps it, its form, and what holds if it was never set. */
const SWITCHES = {
  rateLimits: {
    setting: RATE_LIMIT_SETTING,
    schema: z.union([z.boolean(), z.partialRecord(z.enum(APIS), Limit)], {
      error: `true, false, or limits for some of ${APIS.join(', ')}`,
    }),
    usual: false,
  },
  ersAllowLists: {
    setting: ALLOW_LIST_SETTING,
    schema: z.enum(ALLOW_LIST_MODES),
    usual: 'REGISTERED',
  },
  ersAsidRequired: { setting: ERS_ASID_SETTING, schema: z.boolean(), usual: true },
  pdsAsidRequired: { setting: ASID_SETTING, schema: z.boolean(), usual: true },
  sdsApiKeyRequired: { setting: API_KEY_SETTING, schema: z.boolean(), usual: true },
  spineCoreOrganisation: { setting: SPINE_CORE_SETTING, schema: anyOdsCode, usual: SPINE_CORE },
  spineAddresses: {
    setting: SPINE_ADDRESSES_SETTING,
    schema: z.enum(SPINE_ADDRESSES),
    usual: 'sandbox',
  },
  monitoringKey: {
    setting: MONITORING_KEY_SETTING,
    schema: z.string().min(1).max(200),
    usual: MONITORING_KEY,
  },
  logoutCallers: {
    setting: LOGOUT_CALLERS_SETTING,
    schema: z.array(z.union([z.ipv4(), z.ipv6()], { error: 'an IP address' })).nullable(),
    usual: null,
  },
  brokenServices: {
    setting: BROKEN_SETTING,
    schema: z.partialRecord(z.enum(DOWNSTREAM), z.int().min(100).max(599).nullable()),
    usual: {},
  },
  pasWaitSeconds: {
    setting: WAIT_SECONDS_SETTING,
    schema: z.int().min(1).max(3600),
    usual: USUAL_WAIT_SECONDS,
  },
  messageChecks: {
    setting: MESSAGE_CHECKS_SETTING,
    schema: z.enum(MESSAGE_CHECKS),
    usual: 'STRICT',
  },
  strict: { setting: STRICT_SETTING, schema: StrictRules, usual: [] },
  keySetCacheSeconds: {
    setting: KEY_SET_CACHE_SETTING,
    schema: z.int().min(0).max(86_400),
    usual: 3600,
  },
} as const

type Name = keyof typeof SWITCHES
const NAMES = Object.keys(SWITCHES) as Name[]

const shape = <Result>(of: (schema: z.ZodType) => Result) =>
  Object.fromEntries(NAMES.map((name) => [name, of(SWITCHES[name].schema)])) as Record<Name, Result>

const View = z.object(shape((schema) => schema)).openapi('Settings')
const Changes = z
  .strictObject(shape((schema) => schema.nullable().optional()))
  .openapi('SettingChanges')

const read = createRoute({
  method: 'get',
  path: '/_sandbox/settings',
  responses: { 200: jsonContent(View, 'How strict the gateways of the world are') },
})
const change = createRoute({
  method: 'patch',
  path: '/_sandbox/settings',
  request: {
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes the usual value') },
  },
  responses: {
    200: jsonContent(View, 'The settings now'),
    400: problemContent('No such setting, or not a value of it'),
  },
})

const view = ({ store }: World): Record<Name, unknown> =>
  Object.fromEntries(
    NAMES.map((name) => {
      const { setting, usual } = SWITCHES[name]
      return [name, readSetting<RateLimitSetting>(store, setting) ?? usual]
    }),
  ) as Record<Name, unknown>

function set({ store }: World, name: Name, value: unknown): void {
  const { setting } = SWITCHES[name]
  if (value === null) removeSetting(store, setting)
  else writeSetting(store, setting, value)
}

/** Switches of the gateways, each world by itself: rate limits (auth 2.4), allow lists, ASID, keys. */
export function addSettingRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, (context) => context.json(view(worldOf(context, sandbox)), 200))
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const changes = context.req.valid('json')
    world.store.transaction(() => {
      for (const name of NAMES) if (changes[name] !== undefined) set(world, name, changes[name])
    })
    return context.json(view(world), 200)
  })
}
