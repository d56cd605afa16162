import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { KeyStore } from '../../../../src/services/auth/keys.js'
import { ProviderSigner } from '../../../../src/services/auth/provider-keys.js'
import { createAuthService } from '../../../../src/services/auth/service.js'
import { NO_FETCH, newWorld, send } from '../support.js'

const folder = mkdtempSync(join(tmpdir(), 'provider-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const keys = new KeyStore(folder)
const signer = new ProviderSigner(keys)
const service = createAuthService({ keys, fetchJwks: NO_FETCH })

const CIS2 = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'

describe('the keys of the providers', () => {
  test.each([
    [`${CIS2}/connect/jwk_uri`, 'nhs-cis2', /^[\w+/]+==$/, undefined],
    [
      '/openam/oauth2/realms/root/realms/oidc/connect/jwk_uri',
      'nhs-cis2',
      /^[\w+/]+==$/,
      undefined,
    ],
    ['/nhs-login/.well-known/jwks.json', 'nhs-login', /^[0-9a-f]{32}$/, 'RS512'],
    [
      '/realms/Cis2-mock-int/protocol/openid-connect/certs',
      'apim-mock-nhs-cis2',
      /^[\w-]+$/,
      'RS512',
    ],
    [
      '/realms/NHS-Login-mock-ref/protocol/openid-connect/certs',
      'apim-mock-nhs-login',
      /^[\w-]+$/,
      'RS512',
    ],
  ] as const)('%s lists what %s signs with', async (path, provider, kid, alg) => {
    const reply = await send(service, newWorld(), path)
    expect(reply.status).toBe(200)
    expect(reply.json.keys).toHaveLength(1)
    const [key] = reply.json.keys
    expect(key).toMatchObject({ kty: 'RSA', use: 'sig', e: 'AQAB' })
    expect(key.kid).toMatch(kid)
    expect(key.alg).toBe(alg)
    expect(key).not.toHaveProperty('d')
    const token = await signer.sign(provider, { sub: 'x' })
    expect(await signer.verify(provider, token)).toBe('VALID')
    const [header] = token.split('.') as [string]
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      typ: 'JWT',
      kid: key.kid,
      alg: alg ?? 'RS256',
    })
  })

  test('are those of the folder after a restart', async () => {
    const before = await signer.publicKeys('nhs-login')
    const after = await new ProviderSigner(new KeyStore(folder)).publicKeys('nhs-login')
    expect(after).toEqual(before)
  })

  test('do not speak for each other', async () => {
    const token = await signer.sign('nhs-cis2', { sub: 'x' })
    expect(await signer.verify('nhs-login', token)).toBe('UNKNOWN_KEY')
    expect(await signer.verify('nhs-cis2', `${token.slice(0, -6)}AAAAAA`)).toBe('BAD_SIGNATURE')
    expect(await signer.verify('nhs-cis2', 'nothing')).toBe('BAD_SIGNATURE')
    expect(await signer.verify('nhs-cis2', token, ['RS512'])).toBe('BAD_SIGNATURE')
  })

  test('there are none of a realm that does not exist', async () => {
    const reply = await send(service, newWorld(), '/realms/master/protocol/openid-connect/certs')
    expect(reply.status).toBe(404)
  })
})
