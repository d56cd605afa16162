import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { issueApplicationToken, issueUserToken } from '../../../src/services/auth/issue-token.js'
import { issueTokenFor } from '../../../src/services/auth/issue-token-for.js'
import { KeyStore } from '../../../src/services/auth/keys.js'
import { APP_SCOPE, addPeople, CLIENT, DOCTOR, newWorld, register, USER_SCOPE } from './support.js'

describe('a token in one call', () => {
  test('stands for a test user, any practitioner, or a patient', () => {
    const world = newWorld()
    addPeople(world)
    register(world, {
      scopes: [USER_SCOPE, 'urn:nhsd:apim:user-nhs-login:P9:personal-demographics-service'],
    })
    expect(issueUserToken(world, { clientId: CLIENT, username: 'doctor' })).toMatchObject({
      ok: true,
      token: { userId: DOCTOR.userId, scopes: [USER_SCOPE], level: 'aal3' },
      refresh: { count: 0 },
    })
    expect(
      issueUserToken(world, { clientId: CLIENT, userId: DOCTOR.userId, selectedRole: '1' }),
    ).toMatchObject({ ok: true, token: { userId: DOCTOR.userId, selectedRole: '1' } })
    expect(issueUserToken(world, { clientId: CLIENT, nhsNumber: '9999999468' })).toMatchObject({
      ok: true,
      token: { userId: '9999999468', vectorOfTrust: 'P9.Cp.Cd', level: 'p9' },
    })
  })

  test('says what stands in its way', () => {
    const world = newWorld()
    addPeople(world)
    expect(issueUserToken(world, { clientId: 'x', username: 'doctor' })).toMatchObject({
      problem: 'UNKNOWN_APPLICATION',
    })
    register(world, { scopes: [] })
    expect(issueUserToken(world, { clientId: CLIENT, username: 'x' })).toMatchObject({
      problem: 'UNKNOWN_USER',
    })
    expect(issueUserToken(world, { clientId: CLIENT, username: 'doctor' })).toMatchObject({
      problem: 'NO_SCOPE',
    })
    expect(issueApplicationToken(world, CLIENT)).toMatchObject({ problem: 'NO_SCOPE' })
    expect(issueApplicationToken(world, 'x')).toMatchObject({ problem: 'UNKNOWN_APPLICATION' })
  })

  test('finds the first approved application that fits', () => {
    const world = newWorld()
    addPeople(world)
    register(world, { clientId: 'a', status: 'revoked' })
    register(world, { clientId: 'b', scopes: [APP_SCOPE], name: 'Second' })
    register(world, { clientId: 'c', scopes: [USER_SCOPE] })
    expect(issueTokenFor(world, { user: 'doctor' })).toMatchObject({ clientId: 'c', kind: 'user' })
    expect(issueTokenFor(world, {})).toMatchObject({ clientId: 'b', kind: 'app' })
    expect(issueTokenFor(world, { application: 'Second' })).toMatchObject({ clientId: 'b' })
    expect(issueTokenFor(world, { application: 'c' })).toHaveProperty('problem')
    expect(issueTokenFor(world, { application: 'x' })).toHaveProperty('problem')
    expect(issueTokenFor(world, { user: 'x' })).toHaveProperty('problem')
  })
})

describe('the sandbox’s own keys', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  test('are made once for each application', async () => {
    const keys = new KeyStore()
    const [one, again] = await Promise.all([keys.forApplication('a'), keys.forApplication('a')])
    expect(one).toEqual(again)
    expect(one.privateKeyPem).toContain('BEGIN PRIVATE KEY')
    expect(one.publicJwk).toMatchObject({ kty: 'RSA', kid: one.kid, alg: 'RS512', use: 'sig' })
    expect(one.publicJwk).not.toHaveProperty('d')
    expect((await keys.forApplication('b')).publicJwk.n).not.toBe(one.publicJwk.n)
  })

  test('are kept in a folder, readable by its owner alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'))
    folders.push(folder)
    const key = await new KeyStore(folder).forApplication('a/../b')
    const path = join(folder, 'keys', 'a%2F..%2Fb.pem')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700)
    expect(readFileSync(path, 'utf8')).toBe(key.privateKeyPem)
    expect((await new KeyStore(folder).forApplication('a/../b')).publicJwk).toEqual(key.publicJwk)
  })
})
