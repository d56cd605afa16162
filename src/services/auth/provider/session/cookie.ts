import type { Headers } from '../../../../http/answer.js'
import type { Exchange } from '../../../../http/exchange.js'
import type { Realm } from '../../realms.js'

const nameOf = ({ provider }: Realm): string => `sandbox-${provider.name}`

/** The provider's part of the address, in this world. */
function pathOf({ request }: Exchange, { path }: Realm): string {
  const prefix = request.base.replace(/^https?:\/\/[^/]*/i, '')
  return `${prefix}/${path.split('/')[1]}`
}

/** The value of the provider's cookie, if the browser sent one. */
export function readCookie({ request }: Exchange, realm: Realm): string | undefined {
  const start = `${nameOf(realm)}=`
  return (request.header('cookie') ?? '')
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(start))
    ?.slice(start.length)
}

/** Has the browser remember a login for as long as it runs; an empty value has it forget. */
export function setCookie(exchange: Exchange, realm: Realm, value: string): Headers {
  const attributes = [
    `${nameOf(realm)}=${value}`,
    `Path=${pathOf(exchange, realm)}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(exchange.request.base.startsWith('https:') ? ['Secure'] : []),
    ...(value ? [] : ['Max-Age=0']),
  ]
  return { 'Set-Cookie': attributes.join('; ') }
}
