import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_OPTIONS } from '../../src/server/options.js'
import { Authority } from '../../src/server/tls/authority.js'
import { certificateOptions } from '../../src/server/tls/certificate-options.js'
import { Certificates } from '../../src/server/tls/certificates.js'
import { factsOf } from '../../src/server/tls/identity.js'
import { IdentityStore } from '../../src/server/tls/identity-store.js'
import { LIMITS } from '../../src/world/limits.js'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'ers-sandbox-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const open = (kind: 'ec' | 'rsa' = 'ec', hosts: readonly string[] = []) =>
  new Certificates({ data, kind, hosts, authorities: [] })

const folder = () => join(data, 'keys', 'tls')

describe('what an authority in a folder issued', () => {
  test('is the same for the next process', async () => {
    const first = open()
    const issued = await first.issue({ name: 'a.test' })
    const second = open()
    expect(await second.root()).toBe(await first.root())
    expect((await second.issue({ name: 'a.test' })).certificate).toBe(issued.certificate)
    expect(readdirSync(folder()).sort()).toEqual(['ca.pem', 'issued.a.test.pem'])
  })

  test('is made anew where the file was cut off', async () => {
    const issued = await open().issue({ name: 'a.test' })
    const path = join(folder(), 'issued.a.test.pem')
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 400))
    const again = await open().issue({ name: 'a.test' })
    expect(again.certificate).not.toBe(issued.certificate)
    expect((await open().issue({ name: 'a.test' })).certificate).toBe(again.certificate)
  })

  test('is made anew by a new authority', async () => {
    await open().issue({ name: 'a.test' })
    rmSync(join(folder(), 'ca.pem'))
    const { certificate } = await open().issue({ name: 'a.test' })
    const root = new X509Certificate(await open().root())
    expect(new X509Certificate(certificate).checkIssued(root)).toBe(true)
    expect(new X509Certificate(certificate).verify(root.publicKey)).toBe(true)
  })

  test('stays where the kind of key changes, but the sandbox shows the kind that is wanted', async () => {
    const root = await open('ec').root()
    const { cert } = await open('rsa').own()
    expect(factsOf(cert).key).toBe('rsa 2048')
    expect(await open('rsa').root()).toBe(root)
  })
})

test("the sandbox's own certificate bears the names that were given", async () => {
  const { cert } = await open('ec', ['spine.test', '10.0.0.7']).own()
  const { name, hosts } = factsOf(cert)
  expect(name).toBe('spine.test')
  expect(hosts).toEqual(expect.arrayContaining(['spine.test', '10.0.0.7', 'localhost', '::1']))
  expect(factsOf((await open().own()).cert).name).toBe('localhost')
})

test('certificates of endpoints hold two years, the authority ten', async () => {
  const years = (certificate: string): number => {
    const { validFrom, validTo } = factsOf(certificate)
    return Math.round((Date.parse(validTo) - Date.parse(validFrom)) / (365 * 86_400_000))
  }
  const certificates = open()
  expect(years(await certificates.root())).toBe(10)
  expect(years((await certificates.issue({ name: 'a.test' })).certificate)).toBe(2)
})

test('there are only so many', async () => {
  const store = new IdentityStore()
  const authority = new Authority(store, 'ec')
  const one = await authority.issue({ name: 'name-0' })
  for (let at = 1; at < LIMITS.certificates; at += 1) store.keep(`issued.name-${at}`, one)
  expect(authority.isExhausted('NAME-0')).toBe(false)
  expect(authority.isExhausted('further')).toBe(true)
})

describe('the names under which the sandbox is reached', () => {
  const reached = { ...DEFAULT_OPTIONS, tls: true }

  test('are those that it was told of', () => {
    const { hosts } = certificateOptions({
      ...reached,
      tlsHosts: ['spine.test'],
      host: '192.0.2.7',
      publicUrl: 'https://public.test:8443',
      allowedHosts: ['allowed.test'],
    })
    expect(hosts).toEqual(['spine.test', '192.0.2.7', 'public.test', 'allowed.test'])
    expect(certificateOptions({ ...reached, host: '0.0.0.0' }).hosts).toEqual(['localhost'])
  })

  test.each(['a b', 'ä.test', '', '-a', 'a'.repeat(65)])("are not '%s'", (name) => {
    expect(() => certificateOptions({ ...reached, tlsHosts: [name] })).toThrow(
      `--tls-host takes names and addresses of hosts, not '${name}'.`,
    )
  })
})
