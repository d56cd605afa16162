import { generateKeyPairSync } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPostMessage } from '../../../src/server/outbound/post-message.js'
import { Certificates } from '../../../src/server/tls/certificates.js'
import type { Identity } from '../../../src/server/tls/identity.js'
import { writeCertificate } from '../../../src/server/tls/write-certificate.js'
import { secureServer } from '../../support/tls.js'

const OPTIONS = { kind: 'ec', hosts: ['spine.example'], authorities: [] } as const

/** The sandbox's certificates, and those of somebody else. */
const ours = new Certificates(OPTIONS)
const theirs = new Certificates(OPTIONS)
const post = createPostMessage({ credentials: () => ours.own() })

const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of stops) await stop()
})

/** A messaging endpoint with a certificate that asks for the client's; answers with the client's name. */
async function endpoint(
  identity: Identity,
  trusts: Certificates,
  most?: 'TLSv1.1' | 'TLSv1.2',
): Promise<string> {
  const { url, stop } = await secureServer(
    {
      key: identity.key,
      cert: identity.certificate,
      ca: await trusts.root(),
      requestCert: true,
      rejectUnauthorized: true,
      ...(most && { minVersion: 'TLSv1', maxVersion: most, ciphers: 'DEFAULT:@SECLEVEL=0' }),
    },
    ({ socket }, response) => {
      const { subject } = (socket as TLSSocket).getPeerCertificate()
      response.end(`hello ${subject.CN}`)
    },
  )
  stops.push(stop)
  return url
}

const message = (url: string) => ({
  url,
  headers: { 'Content-Type': 'text/xml' },
  body: Buffer.from('<a/>'),
  timeout: 5000,
})

const send = (url: string) => post(message(url))

/** Sends as the sandbox does that was given a further authority. */
const trusting = (authority: string) =>
  createPostMessage({
    credentials: async () => {
      const own = await ours.own()
      return { ...own, ca: [...own.ca, authority] }
    },
  })

let mhs: Identity

beforeAll(async () => {
  mhs = await ours.issue({ name: 'mhs.example' })
})

describe('messages over HTTPS', () => {
  test("are sent with the sandbox's own certificate", async () => {
    const answer = await send(await endpoint(mhs, ours))
    if ('failed' in answer) throw new Error(answer.words)
    expect(Buffer.from(answer.body).toString()).toBe('hello spine.example')
  })

  test('are not sent to an end that nobody trusted vouches for', async () => {
    const stranger = await theirs.issue({ name: 'mhs.example' })
    expect(await send(await endpoint(stranger, ours))).toMatchObject({
      failed: 'tls',
      words: expect.stringContaining('--tls-ca'),
    })
  })

  test('are sent to it where its authority is given', async () => {
    const stranger = await theirs.issue({ name: 'mhs.example' })
    const answer = await trusting(await theirs.root())(message(await endpoint(stranger, ours)))
    expect(answer).toMatchObject({ status: 200 })
  })

  test('are not sent to an end of another name', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const certificate = writeCertificate(
      {
        commonName: 'other.example',
        publicKey,
        hosts: ['other.example'],
        authority: false,
        validFrom: new Date(Date.now() - 1000),
        validTo: new Date(Date.now() + 60_000),
      },
      { commonName: 'other.example', privateKey },
    )
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const other = { name: 'other.example', key, certificate }
    expect(await trusting(certificate)(message(await endpoint(other, ours)))).toMatchObject({
      failed: 'tls',
      words: expect.stringContaining("does not match certificate's altnames"),
    })
  })

  test('fail where the other end does not take the certificate', async () => {
    expect(await send(await endpoint(mhs, theirs))).toMatchObject({
      failed: 'broken',
      words: expect.stringContaining("Perhaps it does not take the sandbox's certificate"),
    })
    expect(await send(await endpoint(mhs, theirs, 'TLSv1.2'))).toMatchObject({ failed: 'tls' })
  })

  test('fail where the other end has nothing newer than TLS 1.1', async () => {
    expect(await send(await endpoint(mhs, ours, 'TLSv1.1'))).toMatchObject({ failed: 'tls' })
  })
})
