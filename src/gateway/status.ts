import { timingSafeEqual } from 'node:crypto'
import { type Answer, empty, json } from '../http/answer.js'
import type { Endpoint } from '../http/endpoint.js'
import type { Exchange } from '../http/exchange.js'
import { readSetting } from '../world/tables/setting.js'
import type { World } from '../world/world.js'

/** The world's setting that replaces the key which `/_status` asks for. */
export const MONITORING_KEY_SETTING = 'monitoringKey'
export const MONITORING_KEY = 'sandbox-monitoring-key'

interface Monitored {
  readonly release: string
  /** Name of each check; those whose names end in `:status` hold a list (auth 2.5). */
  readonly checks: readonly string[]
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
  '/oauth2': { release: 'identity-service-v1.0.0', checks: ['nhs-cis2', 'nhs-login'] },
  '/oauth2-mock': { release: 'identity-service-v1.0.0', checks: ['nhs-cis2', 'nhs-login'] },
}

const release = ({ release: releaseId }: Monitored) => ({
  version: 'v1.0.0',
  revision: '1',
  releaseId,
  commitId: '0'.repeat(40),
})

const passed = (self: string) => ({
  status: 'pass',
  timeout: 'false',
  responseCode: 200,
  outcome: 'OK',
  links: { self },
})

function checks({ checks }: Monitored, self: string) {
  const one = passed(self)
  return Object.fromEntries(checks.map((name) => [name, name.endsWith(':status') ? [one] : one]))
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
      return json(200, { status: 'pass', ...release(monitored), checks: checks(monitored, self) })
    }),
  ]
}
