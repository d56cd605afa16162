import { practitioners } from '../../world/tables/practitioner.js'
import { readSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'
import { countCall, RATE_LIMIT_SETTING, RATE_LIMITS, type RateLimitSetting } from '../rate-limit.js'
import type { PdsCall, PdsCheck } from './call.js'
import { FAULTS } from './faults.js'
import { hasLowProofing, mayUpdate, PDS_API, pdsSwitch } from './mode.js'
import { MODE_CHECKS } from './mode-checks.js'
import type { PdsFault } from './outcome.js'
import { resolveRole } from './role.js'

const KNOWN_PATH = /^\/(Patient(\/.*)?|Coverage|_poll\/.*|_status|_ping)$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The world's setting that lets applications without an ASID through where it is false. */
export const ASID_SETTING = 'pdsAsidRequired'

const requestId = ({ exchange }: PdsCall): string | undefined =>
  exchange.request.header('x-request-id')

function quotaOf(world: World): number {
  const setting = readSetting<RateLimitSetting>(world.store, RATE_LIMIT_SETTING)
  const own = typeof setting === 'object' ? setting[PDS_API] : undefined
  return (own ?? RATE_LIMITS[PDS_API]).quota
}

function rateLimit({ exchange, application }: PdsCall): PdsFault | undefined {
  const broken = countCall(exchange.world, PDS_API, application.clientId)
  if (broken === 'SPIKE') return FAULTS.spike(application.name)
  if (broken === 'WHOLE') return FAULTS.wholeApi
  return broken && FAULTS.quota(application.name, quotaOf(exchange.world))
}

const CREATES = /^\/Patient(\/\$process-birth-details)?$/

const createsTooFast = ({ exchange, application, path }: PdsCall): boolean =>
  exchange.request.method === 'POST' &&
  CREATES.test(path) &&
  countCall(exchange.world, `${PDS_API}/create`, application.clientId) !== undefined

/** The role of a user: only looked for where there is a user whose role may count. */
export function roleOf({ exchange, token, application, mode }: PdsCall) {
  if (mode !== 'user-restricted' || token.kind !== 'user' || mayUpdate(application))
    return undefined
  return resolveRole(exchange.world, token, exchange.request.header('nhsd-session-urid'))
}

function roleHelp(call: PdsCall): string {
  const { exchange, token } = call
  const role = roleOf(call)
  const user =
    token.kind === 'user' ? practitioners.find(exchange.world.store, token.userId) : undefined
  const roles = user?.roles.map(({ roleId, odsCode }) => `${roleId} (${odsCode})`).join(', ')
  return `The user's role is not known: ${role?.ok === false ? role.problem : ''}. Send the id of one of the user's role profiles in NHSD-Session-URID: ${roles || 'the user has none'}.`
}

/** An ASID is asked for unless the world or the application says otherwise. */
const needsAsid = ({ exchange, application }: PdsCall): boolean =>
  pdsSwitch(application, 'asid-required') !== false &&
  readSetting<boolean>(exchange.world.store, ASID_SETTING) !== false

/** The checks after the token, in the order of auth 10.1. */
export const PDS_CHECKS: readonly PdsCheck[] = [
  {
    rule: 'gateway.pds.rate-limit',
    refuse: rateLimit,
    help: () => 'PDS lets an application make 300 calls a minute: wait and retry.',
  },
  {
    rule: 'gateway.pds.proofing',
    refuse: ({ token }) => (hasLowProofing(token) ? FAULTS.patient : undefined),
    help: () => 'PDS takes patients proved at P9 only; the scope of this token is P5 or P0.',
  },
  {
    rule: 'gateway.pds.path',
    refuse: ({ path }) => (KNOWN_PATH.test(path) ? undefined : FAULTS.path(path)),
    help: ({ path }) => `PDS has nothing at '${path}'; it has /Patient and /Coverage.`,
  },
  {
    rule: 'gateway.pds.request-id',
    refuse: (call) => {
      const sent = requestId(call)
      return sent === undefined || UUID.test(sent) ? undefined : FAULTS.requestId(sent)
    },
    help: (call) =>
      `X-Request-ID must be a UUID, new for each request; '${requestId(call)}' is none.`,
  },
  {
    rule: 'gateway.pds.role',
    refuse: (call) =>
      roleOf(call)?.ok === false
        ? FAULTS.role(call.exchange.request.header('nhsd-session-urid') ?? '')
        : undefined,
    help: roleHelp,
  },
  {
    rule: 'gateway.pds.asid',
    refuse: (call) => (needsAsid(call) && !call.application.asid ? FAULTS.asid : undefined),
    help: ({ application }) => `Give the application '${application.name}' an ASID.`,
  },
  ...MODE_CHECKS,
  {
    rule: 'gateway.pds.create-rate',
    refuse: (call) => (createsTooFast(call) ? FAULTS.creations : undefined),
    help: () => 'PDS lets an application make three new records a second: wait and retry.',
  },
]
