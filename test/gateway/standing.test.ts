import { describe, expect, test } from 'vitest'
import { currentGrant } from '../../src/gateway/standing.js'
import { type LoginUser, loginUsers } from '../../src/world/tables/login-user.js'
import type { Grant } from '../../src/world/tables/refresh-token.js'
import type { World } from '../../src/world/world.js'
import { addPeople, DOCTOR_LOGIN, newWorld, register } from '../services/auth/support.js'

const scope = (level: string) =>
  `urn:nhsd:apim:user-nhs-cis2:${level}:personal-demographics-service`

/** What a doctor, who has a smartcard, was given after a login with an authenticator application. */
const GRANT: Grant = {
  grant: 'authorization_code',
  clientId: 'c',
  scopes: [scope('aal2')],
  provider: 'nhs-cis2',
  level: 'aal2',
  userId: '555300000101',
  username: 'doctor',
  otherMethod: true,
  identityAssurance: 3,
  amr: 'TOTP',
}

function peopled() {
  const world = newWorld()
  addPeople(world)
  const scopes = ['aal3', 'aal2', 'aal1'].map(scope)
  return { world, application: register(world, { scopes }) }
}

const setLevel = (world: World, aal: 1 | 2 | 3): void =>
  loginUsers.save(world.store, { ...DOCTOR_LOGIN, aal } as LoginUser)

describe('a login by another method than the user’s own', () => {
  test('stays at the level of that method while the user reaches it', () => {
    const { world, application } = peopled()
    for (const aal of [3, 2] as const) {
      setLevel(world, aal)
      expect(currentGrant(world.store, GRANT, application)).toEqual(GRANT)
    }
  })

  test('falls with the user', () => {
    const { world, application } = peopled()
    setLevel(world, 1)
    expect(currentGrant(world.store, GRANT, application)).toMatchObject({
      level: 'aal1',
      scopes: [scope('aal1')],
    })
  })

  test('ends with the user, or with a name that has become somebody else’s', () => {
    const { world, application } = peopled()
    loginUsers.save(world.store, { ...DOCTOR_LOGIN, userId: '555300000102' } as LoginUser)
    expect(currentGrant(world.store, GRANT, application)).toBeUndefined()
    loginUsers.remove(world.store, 'doctor')
    expect(currentGrant(world.store, GRANT, application)).toBeUndefined()
  })
})

test('a login that the sandbox did not see stays as it was', () => {
  const { world, application } = peopled()
  const { username: _, otherMethod: __, ...unseen } = GRANT
  setLevel(world, 1)
  expect(currentGrant(world.store, unseen, application)).toEqual(unseen)
})
