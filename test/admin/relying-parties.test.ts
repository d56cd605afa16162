import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { type Reply, request } from '../support/client.js'
import { controlOf } from './support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let made = 0

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`parties-${++made}`)
})

const RECORD = {
  name: 'Mine',
  redirectUris: ['http://localhost:4000/back'],
  authMethods: ['client_secret_post'],
  secret: 'only for tests',
}

const call = (path: string, method = 'GET', body?: object): Promise<Reply> =>
  controlOf(world)(method, `/relying-parties${path}`, body)

const authorize = (redirectUri: string): Promise<Reply> =>
  request(
    `${world.url}/realms/Cis2-mock-int/protocol/openid-connect/auth?${new URLSearchParams({
      client_id: 'mine',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
    })}`,
  )

describe('a relying party', () => {
  test('is registered, listed, shown, replaced and removed; each counts at once', async () => {
    const path = '/apim-mock-nhs-cis2/mine'
    const whole = { ...RECORD, clientId: 'mine', provider: 'apim-mock-nhs-cis2' }
    const saved = await call(path, 'PUT', RECORD)
    expect([saved.status, saved.json]).toEqual([200, whole])
    expect((await call('')).json).toContainEqual(whole)
    expect((await call(path)).json).toEqual(whole)
    expect((await authorize('http://localhost:4000/back')).status).toBe(200)
    const redirectUris = ['http://localhost:4000/other']
    expect((await call(path, 'PUT', { ...RECORD, redirectUris })).status).toBe(200)
    expect((await authorize('http://localhost:4000/back')).status).toBe(400)
    expect((await call(path, 'DELETE')).status).toBe(204)
    expect((await authorize('http://localhost:4000/other')).status).toBe(400)
    expect((await call(path)).status).toBe(404)
    expect((await call(path, 'DELETE')).status).toBe(404)
  })

  test('is shown with the key pair that the sandbox makes for it', async () => {
    const authMethods = ['private_key_jwt']
    const saved = await call('/nhs-login/mine', 'PUT', { ...RECORD, authMethods, keys: 'SANDBOX' })
    expect(saved.json.privateKey).toContain('BEGIN PRIVATE KEY')
    expect(saved.json.keyId).toBe('sandbox-1')
  })

  test.each([
    ['/nhs-cis2/mine', { ...RECORD, redirectUris: [] }, 400],
    ['/nhs-cis2/mine', { ...RECORD, redirectUris: ['javascript:alert(1)'] }, 400],
    ['/nhs-cis2/mine', { ...RECORD, authMethods: ['none'] }, 400],
    ['/nhs-cis2/mine', { ...RECORD, other: 1 }, 400],
    ['/nobody/mine', RECORD, 400],
    ['/nhs-login/sandbox-identity-service', RECORD, 409],
  ])('%s is refused as %j', async (path, record, status) => {
    const refused = await call(path, 'PUT', record)
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ])
  })
})
