import { brokenness } from '../../../gateway/downstream.js'
import { type Answer, json, text } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'

/** The port of the directory where nothing else is said. */
const LDAP_PORT = 1389

/** `GET /healthcheck`: the service itself is up. */
export const shallowHealth = (): Answer => text(200, '', 'text/html; charset=UTF-8')

/** `GET /healthcheck/deep`: also the directory behind it, unless the world was told that it is broken (sds 1.1). */
export function deepHealth({ world, request }: Exchange): Answer {
  const status = brokenness(world, 'ldap') === undefined ? 'pass' : 'fail'
  const ldap = {
    status,
    links: { ldap: `ldap://${new URL(request.base).hostname}:${LDAP_PORT}` },
    ...(status === 'fail' ? { output: 'the directory does not answer' } : {}),
  }
  return json(status === 'pass' ? 200 : 503, { status, details: { ldap } })
}
