import { describe, expect, test } from 'vitest'
import { type Control, controlOf, ownSandbox } from './support.js'

const { sandbox, control } = ownSandbox()

const KEY = { kty: 'RSA', kid: 'mine-1', n: 'AQAB', e: 'AQAB' }

describe('an application', () => {
  test('needs a name alone: the rest is made, its key too', async () => {
    const { status, json } = await control('POST', '/applications', { name: 'Mine' })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      name: 'Mine',
      clientId: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      secret: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
      callback: 'http://localhost:8080/callback',
      status: 'approved',
      identityService: true,
      asid: expect.stringMatching(/^\d{12}$/),
      keys: 'SANDBOX',
      keyId: 'sandbox-1',
      privateKey: expect.stringContaining('BEGIN PRIVATE KEY'),
    })
    expect(json.scopes).toContain('urn:nhsd:apim:user-nhs-id:aal3:e-referrals-service-api')
    expect(json.scopes).toContain('urn:nhsd:apim:app:level3:personal-demographics-service')
  })

  test('can be registered with everything of its own', async () => {
    const application = {
      name: 'All given',
      clientId: 'AllGivenApplication0000000000001',
      secret: 'AllGivenSecret01',
      callback: 'https://supplier.example/callback',
      keys: [KEY],
      status: 'approved',
      identityService: true,
      scopes: ['urn:nhsd:apim:app:level3:e-referrals-service-api'],
      asid: '200000000999',
      appRestricted: { odsCode: 'R69', businessFunction: 'PROVIDER_AUTHORISED_APPLICATION' },
      allowedOrganisations: ['R69', 'RCD'],
      flowVariables: { pds: { 'app-restricted': { update: true } } },
    }
    const added = await control('POST', '/applications', application)
    expect([added.status, added.json]).toEqual([201, application])
    const shown = await control('GET', `/applications/${application.clientId}`)
    expect([shown.status, shown.json]).toEqual([200, application])
    const again = await control('POST', '/applications', application)
    expect([again.status, again.json.detail]).toEqual([
      409,
      "the client id 'AllGivenApplication0000000000001' is taken",
    ])
  })

  test('takes a key set, of which only the public half is kept', async () => {
    const keys = { keys: [{ ...KEY, d: 'private', key_ops: ['verify'] }] }
    const { json } = await control('POST', '/applications', { name: 'Key set', keys })
    expect(json.keys).toEqual([KEY])
  })

  test('changes: null takes a member away, an address takes the place of keys', async () => {
    const { json } = await control('POST', '/applications', { name: 'To change' })
    const path = `/applications/${json.clientId}`
    const changed = await control('PATCH', path, {
      jwksUrl: 'https://keys.example/jwks.json',
      asid: null,
      products: ['personal-demographics-service'],
      scopes: ['urn:nhsd:apim:user-nhs-cis2:aal1:personal-demographics-service'],
    })
    expect(changed.json).toMatchObject({ jwksUrl: 'https://keys.example/jwks.json' })
    for (const name of ['keys', 'asid', 'privateKey']) expect(changed.json).not.toHaveProperty(name)
    expect(changed.json.scopes.join()).not.toContain('e-referrals')
    expect(changed.json.scopes).toHaveLength(6)
    const back = await control('PATCH', path, { keys: 'SANDBOX' })
    expect(back.json).not.toHaveProperty('jwksUrl')
    expect((await control('PATCH', path, { keys: null })).json).not.toHaveProperty('keys')
  })

  test('is removed once', async () => {
    const { json } = await control('POST', '/applications', { name: 'To remove' })
    const path = `/applications/${json.clientId}`
    expect((await control('DELETE', path)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await control(method, path)).status).toBe(404)
    expect((await control('PATCH', path, { name: 'x' })).status).toBe(404)
  })

  test('stands in the list and among the credentials, in its world only', async () => {
    const world = sandbox().world('elsewhere')
    await controlOf(world)('POST', '/applications', { name: 'Elsewhere' })
    const names = async (of: Control) =>
      (await of('GET', '/applications')).json.map((one: { name: string }) => one.name)
    expect(await names(controlOf(world))).toContain('Elsewhere')
    expect(await names(control)).not.toContain('Elsewhere')
  })
})

describe('a description that is wrong', () => {
  test.each<[object, number, string]>([
    [{}, 400, 'name'],
    [{ name: 'x', clientId: 'short' }, 400, 'clientId: a client id (32 letters and digits)'],
    [{ name: 'x', secret: 'short' }, 400, 'secret: a secret (16 letters and digits)'],
    [{ name: 'x', callback: 'nowhere' }, 400, 'callback: an address'],
    [{ name: 'x', scopes: ['openid'] }, 400, 'scopes.0: a scope (urn:nhsd:apim:...)'],
    [{ name: 'x', asid: '1' }, 400, 'asid: an ASID (12 digits)'],
    [{ name: 'x', keys: 'MINE' }, 400, "keys: 'SANDBOX', a list of public keys, or a key set"],
    [{ name: 'x', status: 'gone' }, 400, 'status'],
    [{ name: 'x', products: ['e-rs'] }, 400, 'products.0'],
    [{ name: 'x', colour: 'red' }, 400, 'colour'],
    [
      { name: 'x', keys: [KEY], jwksUrl: 'https://keys.example' },
      422,
      'jwksUrl: give keys or the address of keys, not both',
    ],
    [
      { name: 'x', allowedOrganisations: ['R69', 'NOWHERE'] },
      422,
      "allowedOrganisations.1: there is no organisation 'NOWHERE' in this world",
    ],
    [
      { name: 'x', appRestricted: { odsCode: 'R69', userId: '111111111110' } },
      422,
      "appRestricted.userId: there is no practitioner '111111111110' in this world",
    ],
  ])('%o', async (body, status, detail) => {
    const before = (await control('GET', '/applications')).json.length
    const reply = await control('POST', '/applications', body)
    expect([reply.status, reply.json.detail]).toEqual([status, expect.stringContaining(detail)])
    expect((await control('GET', '/applications')).json).toHaveLength(before)
  })

  test('an application keeps its client id', async () => {
    const { json } = await control('POST', '/applications', { name: 'Keeps' })
    const clientId = 'AnotherApplication00000000000002'
    const reply = await control('PATCH', `/applications/${json.clientId}`, { clientId })
    expect([reply.status, reply.json.detail]).toEqual([
      422,
      'clientId: an application keeps its client id',
    ])
  })
})
