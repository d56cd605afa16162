import { describe, expect, test } from 'vitest'
import { claims, header, TYPE } from './assertions.js'
import { ISSUERS, idToken, patientClaims, serviceWithKeys, workerClaims } from './id-tokens.js'
import {
  APP_SCOPE,
  addPeople,
  newWorld,
  postForm,
  register,
  signJwt,
  USER_SCOPE,
} from './support.js'

const service = serviceWithKeys()

/** Values that no member of a token should have, of every JSON type and size. */
const JUNK: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  '',
  ' ',
  '\u0000',
  'constructor',
  '__proto__',
  'x'.repeat(20_000),
  [],
  [[]],
  [null],
  {},
  { sub: null },
  { sub: {} },
  { sub: 'a.b.c' },
  { toString: 1 },
]

function newPeopledWorld() {
  const world = newWorld()
  register(world, { scopes: [USER_SCOPE, APP_SCOPE] })
  addPeople(world)
  return world
}

const world = newPeopledWorld()
const assertion = () => signJwt(header(), claims())

const TARGETS: Readonly<Record<string, (token: string) => ReturnType<typeof postForm>>> = {
  assertion: (token) =>
    postForm(service, world, '/oauth2/token', {
      grant_type: 'client_credentials',
      client_assertion_type: TYPE,
      client_assertion: token,
    }),
  exchange: (token) =>
    postForm(service, world, '/oauth2/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token: token,
      client_assertion_type: TYPE,
      client_assertion: assertion(),
    }),
  logout: (token) =>
    postForm(service, world, '/oauth2/backchannel_logout', { logout_token: token }),
}

/** Each kind of token: members of header and payload, and how it is signed. */
const TOKENS: readonly [target: string, make: (header: object, payload: object) => string][] = [
  ['assertion', (head, payload) => signJwt(header(head), claims(payload))],
  ['exchange', (head, payload) => idToken(workerClaims(payload), head)],
  ['exchange', (head, payload) => idToken(patientClaims(payload), head)],
  [
    'exchange',
    (head, payload) =>
      idToken(patientClaims({ act: { sub: idToken(patientClaims(payload), head) } })),
  ],
  [
    'logout',
    (head, payload) =>
      idToken(
        {
          iss: ISSUERS.cis2,
          aud: '9999999999.apps.sandbox-identity-service',
          sid: 's',
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
          ...payload,
        },
        head,
      ),
  ],
]

const HEADERS = ['alg', 'kid', 'typ']
const PAYLOAD = [
  ...['iss', 'sub', 'aud', 'jti', 'exp', 'nbf', 'iat', 'sid', 'events', 'nonce', 'act', 'amr'],
  ...['selected_roleid', 'id_assurance_level', 'authentication_assurance_level'],
  ...['nhs_number', 'vot', 'identity_proofing_level'],
]

describe.each(TOKENS)('an %s with a strange', (target, make) => {
  const check = async (token: string) => {
    const reply = await TARGETS[target]?.(token)
    expect([200, 400, 401, 403, 501]).toContain(reply?.status)
    if (reply?.status !== 200)
      expect(Object.keys(reply?.json)).toEqual(['error', 'error_description', 'message_id'])
  }

  test.each(HEADERS)('header %s is answered', async (name) => {
    for (const value of JUNK) await check(make({ [name]: value }, {}))
  })

  test.each(PAYLOAD)('claim %s is answered', async (name) => {
    for (const value of JUNK) await check(make({}, { [name]: value }))
  })
})

test.each([
  '',
  '.',
  '..',
  '...',
  'é.é.é',
  `${'a'.repeat(100_000)}.b.c`,
  'bnVsbA.bnVsbA.',
  'W10.W10.x',
])('what is no token is malformed', async (text) => {
  for (const [name, send] of Object.entries(TARGETS)) {
    const { status, json } = await send(text)
    expect([name, status, json.error]).toEqual([name, 400, 'invalid_request'])
  }
})
