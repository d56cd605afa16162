import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { request } from '../support/client.js'
import { controlOf, ownSandbox } from './support.js'

const { sandbox, control } = ownSandbox()

const issue = async (draft: object) => (await control('POST', '/certificates', draft)).json

describe('certificates', () => {
  test('the authority is shown, and fetched as a file', async () => {
    const { json } = await control('GET', '/certificates')
    expect(json).toMatchObject({
      ca: { name: 'ers-sandbox test CA', authority: true, hosts: [], key: 'ec prime256v1' },
      issued: [],
    })
    const file = await request(`${sandbox().url}/_sandbox/certificates/ca.pem`)
    expect(file.headers.get('content-type')).toBe('application/x-pem-file')
    expect(file.text).toBe(json.ca.certificate)
    expect(file.text).toBe(await sandbox().certificates.ca())
  })

  test('one for a party bears the name under which the directory has it', async () => {
    const issued = await issue({ partyKey: 'rzz-900101' })
    expect(issued).toMatchObject({
      name: 'pas.rzz.example.nhs.uk',
      hosts: ['pas.rzz.example.nhs.uk', 'localhost', '127.0.0.1', '::1'],
      authority: false,
      chain: issued.certificate + issued.ca,
    })
    const certificate = new X509Certificate(issued.certificate)
    expect(certificate.checkIssued(new X509Certificate(issued.ca))).toBe(true)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
    expect(issued.privateKey).toContain('BEGIN PRIVATE KEY')
  })

  test('asked for again it is the same, unless it shall serve more', async () => {
    const first = await issue({ name: 'mhs.example' })
    expect((await issue({ name: 'MHS.example' })).fingerprint).toBe(first.fingerprint)
    const more = await issue({ name: 'mhs.example', hosts: ['10.0.0.7', 'FE80::0001'] })
    expect(more.hosts).toEqual(expect.arrayContaining(['10.0.0.7', 'fe80::1', 'localhost']))
    expect((await issue({ name: 'mhs.example' })).fingerprint).toBe(more.fingerprint)
    const rsa = await issue({ name: 'mhs.example', kind: 'rsa' })
    expect(rsa.key).toBe('rsa 2048')
    const { json } = await control('GET', '/certificates')
    expect(json.issued.map(({ name }: { name: string }) => name)).toContain('mhs.example')
  })

  test('asked for twice at once it is made once', async () => {
    const [one, other] = await Promise.all([issue({ name: 'at.once' }), issue({ name: 'at.once' })])
    expect(one.fingerprint).toBe(other.fingerprint)
  })

  test('a party of one world is not one of another', async () => {
    const world = sandbox().world('parties')
    const inWorld = controlOf(world)
    await inWorld('POST', '/sds/systems', {
      odsCode: 'RZZ',
      preset: 'HOSPITAL',
      partyKey: 'RZZ-123456',
      address: 'https://mhs.world.example:4430/in',
    })
    const issued = await inWorld('POST', '/certificates', { partyKey: 'RZZ-123456' })
    expect(issued.json.name).toBe('mhs.world.example')
    expect((await control('POST', '/certificates', { partyKey: 'RZZ-123456' })).status).toBe(422)
    const { cert } = await sandbox().certificates.client({
      partyKey: 'RZZ-123456',
      world: 'parties',
    })
    expect(cert).toBe(issued.json.certificate)
  })

  test.each([
    [{}, 'say for whom: a name or a party key'],
    [{ name: 'a', partyKey: 'RZZ-900101' }, 'say a name or a party key, not both'],
    [{ partyKey: 'XXX-000000' }, "the directory has no endpoint of the party 'XXX-000000'"],
    [{ name: '../../etc' }, "'../../etc' is no host name that a certificate can bear"],
    [{ name: 'a'.repeat(65) }, 'is longer than the 64 characters of a common name'],
    [{ name: 'ok', hosts: ['a'.repeat(254)] }, 'is no host name'],
    [{ name: 'ok', hosts: ['not ok'] }, "'not ok' is no host name"],
  ])('nobody gets one for %j', async (draft, detail) => {
    const { status, json } = await control('POST', '/certificates', draft)
    expect(status).toBe(422)
    expect(json.detail).toContain(detail)
    await expect(sandbox().certificates.client(draft)).rejects.toThrow(detail)
  })

  test('what is no draft is refused', async () => {
    for (const draft of [{ colour: 'red' }, { name: 'a', kind: 'dsa' }])
      expect((await control('POST', '/certificates', draft)).status).toBe(400)
  })
})
