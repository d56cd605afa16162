import { timingSafeEqual } from 'node:crypto'
import { type Answer, empty, json } from '../http/answer.js'
import type { Endpoint } from '../http/endpoint.js'
import type { Exchange } from '../http/exchange.js'
import { readSetting } from '../world/tables/setting.js'
import type { World } from '../world/world.js'
import { brokenness, type Downstream } from './downstream.js'

/** The world's setting that replaces the key which `/_status` asks for. */
export const MONITORING_KEY_SETTING = 'monitoringKey'
export const MONITORING_KEY = 'sandbox-monitoring-key'

interface Monitored {
  readonly release: string
  /** Name of each check; those whose names end in `:status` hold a list (auth 2.5). */
  readonly checks: readonly Downstream[]
}

const MONITORED: Readonly<Record<string, Monitored>> = {
  '/referrals': {
    release: 'e-referrals-service-api-v1.0.0',
    checks: ['healthcheckService:status'],
  },
  '/e-referrals-service-patient-care-api': {
    release: 'e-referrals-service-patient-care-api-v1.0.0',
    checks: ['healthcheckService:status'],
  },
  '/personal-demographics/FHIR/R4': {
    release: 'personal-demographics-v1.0.0',
    checks: ['spine:status'],
  },
  '/spine-directory/FHIR/R4': {
    release: 'spine-directory-v1.0.0',
    checks: ['healthcheckService:status'],
  },
  '/oauth2': { release: 'identity-service-v1.0.0', checks: ['nhs-cis2', 'nhs-login'] },
  '/oauth2-mock': { release: 'identity-service-v1.0.0', checks: ['nhs-cis2', 'nhs-login'] },
}

const release = ({ release: releaseId }: Monitored) => ({
  version: 'v1.0.0',
  revision: '1',
  releaseId,
  commitId: '0'.repeat(40),
})

interface Check {
  readonly status: 'pass' | 'fail'
  readonly timeout: 'true' | 'false'
  readonly responseCode: number | null
  readonly outcome: string
  readonly links: { readonly self: string }
}

function check(world: World, name: Downstream, self: string): Check {
  const broken = brokenness(world, name)
  if (broken === undefined)
    return { status: 'pass', timeout: 'false', responseCode: 200, outcome: 'OK', links: { self } }
  const timeout = broken === null ? 'true' : 'false'
  return { status: 'fail', timeout, responseCode: broken, outcome: '', links: { self } }
}

/** `warn` if one of several checks passes, which is said of the identity service alone (auth 2.5). */
function overall(results: readonly Check[]): 'pass' | 'warn' | 'fail' {
  const passed = results.filter(({ status }) => status === 'pass').length
  if (passed === results.length) return 'pass'
  return passed > 0 ? 'warn' : 'fail'
}

function statusOf(world: World, monitored: Monitored, self: string) {
  const results = monitored.checks.map((name) => check(world, name, self))
  return {
    status: overall(results),
    ...release(monitored),
    checks: Object.fromEntries(
      monitored.checks.map((name, at) => [
        name,
        name.endsWith(':status') ? [results[at]] : results[at],
      ]),
    ),
  }
}

function isMonitor(world: World, key: string | undefined): boolean {
  const expected = readSetting<string>(world.store, MONITORING_KEY_SETTING) ?? MONITORING_KEY
  const [a, b] = [Buffer.from(key ?? ''), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** GET and HEAD of one address; HEAD has the headers of GET and no body. */
const forBoth = (
  path: string,
  title: string,
  handle: (exchange: Exchange) => Answer,
): Endpoint[] => [
  { method: 'GET', path, operation: path.slice(1), title, handle },
  {
    method: 'HEAD',
    path,
    operation: path.slice(1),
    title,
    handle: (exchange) => ({ ...handle(exchange), body: null }),
  },
]

/**
 * `/_ping` (open) and `/_status` (a monitoring key in the header `apikey`) under the base path of an
 * API (auth 2.5). `refuse` answers a wrong key in the API's own form.
 */
export function createGatewayEndpoints(
  base: string,
  refuse: (exchange: Exchange) => Answer = () => empty(401),
): readonly Endpoint[] {
  const monitored = MONITORED[base]
  if (!monitored) throw new Error(`no API has the base path ${base}`)
  return [
    ...forBoth(`${base}/_ping`, 'Ping', () => json(200, release(monitored))),
    ...forBoth(`${base}/_status`, 'Status', (exchange) => {
      const { request, world } = exchange
      if (!isMonitor(world, request.header('apikey'))) {
        exchange.find(
          'gateway.status.key',
          `The header apikey is not the monitoring key ('${MONITORING_KEY}' unless the world sets another).`,
          'auth 2.5',
        )
        return refuse(exchange)
      }
      const self = `${request.base}${base}/_ping`
      return json(200, statusOf(world, monitored, self))
    }),
  ]
}
