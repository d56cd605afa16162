import { brokenness } from '../../../gateway/downstream.js'
import { type Answer, json, text } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'

/** Tells where the directory is served over LDAP; undefined where it is not. */
export type LdapUrl = () => string | undefined

/** The port of the directory where it is not served. */
const USUAL_PORT = '1389'

/** `GET /healthcheck`: the service itself is up. */
export const shallowHealth = (): Answer => text(200, '', 'text/html; charset=UTF-8')

/** `GET /healthcheck/deep`: also the directory behind it, unless the world was told that it is broken (sds 1.1). */
export const deepHealth =
  (ldapUrl: LdapUrl) =>
  ({ world, request }: Exchange): Answer => {
    const status = brokenness(world, 'ldap') === undefined ? 'pass' : 'fail'
    const port = URL.parse(ldapUrl() ?? '')?.port || USUAL_PORT
    const ldap = {
      status,
      links: { ldap: `ldap://${new URL(request.base).hostname}:${port}` },
      ...(status === 'fail' ? { output: 'the directory does not answer' } : {}),
    }
    return json(status === 'pass' ? 200 : 503, { status, details: { ldap } })
  }
