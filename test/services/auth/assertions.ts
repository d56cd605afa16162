import type { World } from '../../../src/world/world.js'
import {
  BASE,
  CLIENT,
  newService,
  newWorld,
  postForm,
  type Reply,
  register,
  SECONDS,
  signJwt,
} from './support.js'

/** One service for all tests: it keeps nothing of a world but fetched key sets. */
export const service = newService()
export const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
export { SECONDS } from './support.js'

let made = 0
/** The payload of a good assertion, with changes; each has its own `jti`. */
export const claims = (changes: object = {}) => ({
  iss: CLIENT,
  sub: CLIENT,
  aud: `${BASE}/oauth2/token`,
  jti: `id-${++made}`,
  exp: SECONDS + 300,
  ...changes,
})
export const header = (changes: object = {}) => ({
  alg: 'RS512',
  typ: 'JWT',
  kid: 'test-1',
  ...changes,
})

/** Asks for an application token with an assertion. */
export const ask = (
  world: World,
  assertion: string | undefined = signJwt(header(), claims()),
  form: Record<string, string | undefined> = {},
  target = '/oauth2/token',
  by = service,
): Promise<Reply> =>
  postForm(by, world, target, {
    grant_type: 'client_credentials',
    client_assertion_type: TYPE,
    client_assertion: assertion,
    ...form,
  })

/** A world with one application that may do everything. */
export function newRegisteredWorld(): World {
  const world = newWorld()
  register(world)
  return world
}
