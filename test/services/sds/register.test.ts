import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryAt } from '../../../src/services/sds/domain/directory.js'
import { SERVICES as BRANCH, below } from '../../../src/services/sds/domain/entry.js'
import { directoryLookup } from '../../../src/services/sds/lookup.js'
import {
  control,
  type Directory,
  interaction,
  openDirectory,
  organisation,
  partyKey,
  SERVICES,
} from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory()
})
afterAll(() => directory.close())

const ask = (method: string, path: string, body?: unknown) =>
  control(directory, method, `/sds${path}`, body)

const POLL = 'ebs:PRSC_IN080000UK07'
const A030 = 'ers:READ_PRACTITIONER_ROLE_R4_V001'
const full = (name: string): string => `${SERVICES}:${name}`
const ADDRESS = 'https://mhs.supplier.example:8443/receive'

let made = 0
/** Registers a hospital's system under a party key that no other test uses. */
const hospital = (more: object = {}) =>
  ask('POST', '/systems', {
    odsCode: 'RZZ',
    partyKey: `RZZ-7000${++made}`,
    preset: 'HOSPITAL',
    address: ADDRESS,
    ...more,
  })

describe('a system', () => {
  test('is registered in one call, with what it receives; the rest is made', async () => {
    const { status, json } = await ask('POST', '/systems', {
      odsCode: 'RZZ',
      preset: 'HOSPITAL',
      address: ADDRESS,
    })
    expect(status).toBe(201)
    expect(json.system).toMatchObject({
      asid: expect.stringMatching(/^9993\d{8}$/),
      odsCode: 'RZZ',
      clients: ['RZZ'],
      partyKey: expect.stringMatching(/^RZZ-9\d{5}$/),
      accreditation: { requestedBy: 'SYSTEM', approved: expect.stringMatching(/^\d{14}$/) },
    })
    expect(json.system).not.toHaveProperty('position')
    expect(json.endpoints.map((one: { action: string }) => one.action)).toEqual([
      'PRSC_IN080000UK07',
      'PRSC_IN040000UK08',
      'PRSC_IN070000UK08',
      'MCCI_IN010000UK13',
    ])
    expect(json.endpoints[0]).toMatchObject({
      cpaId: expect.stringMatching(/^S9993\d{8}$/),
      partyKey: json.system.partyKey,
      addresses: [ADDRESS],
      fqdn: 'mhs.supplier.example',
      contract: { retries: '2', persistDuration: 'PT10M', ackRequested: 'always' },
    })
    expect(json.endpoints[1].contract.persistDuration).toBe('PT4M')
    expect(json.warnings).toEqual([])
  })

  test('is found at once by FHIR, in the directory and by other services', async () => {
    const { json } = await hospital()
    const { asid, partyKey: key } = json.system
    const device = await directory.search('Device', [
      organisation('RZZ'),
      interaction(POLL),
      partyKey(key),
    ])
    expect(device.json.entry[0].resource.identifier[0].value).toBe(asid)
    const endpoint = await directory.search('Endpoint', [interaction(POLL), partyKey(key)])
    expect(endpoint.json.total).toBe(1)
    const { world } = directory
    expect(
      entryAt(world, below(BRANCH, 'uniqueIdentifier', asid))?.attributes.nhsMHSPartyKey,
    ).toEqual([key])
    const contract = directoryLookup.contract(world, key.toLowerCase(), full(POLL))
    expect(contract).toMatchObject({ cpaId: json.endpoints[0].cpaId, addresses: [ADDRESS] })
    expect(directoryLookup.contractOfCpa(world, json.endpoints[0].cpaId)).toBe(contract)
    expect(directoryLookup.contractsOfParty(world, key)).toHaveLength(4)
    expect(directoryLookup.systemsOfParty(world, key)).toEqual([
      directoryLookup.system(world, asid),
    ])
    expect(directoryLookup.systemsAt(world, 'RZZ', full(POLL)).map((one) => one.asid)).toContain(
      asid,
    )
    expect(directoryLookup.mayUse(world, asid, full(POLL))).toBe(true)
    expect(directoryLookup.mayUse(world, asid, full('ebs:OTHER'))).toBe(false)
    expect(directoryLookup.mayUse(world, '1', full(POLL))).toBe(false)
    if (contract)
      expect(directoryLookup.route(world, contract)).toEqual({
        ok: true,
        through: 'ReliableIntermediary',
        addresses: ['https://msg.int.spine2.ncrs.nhs.uk/reliablemessaging/intermediary'],
      })
  })

  test('changes, and what it may no longer use is gone at once', async () => {
    const { json } = await hospital()
    const { asid, partyKey: key } = json.system
    const path = `/systems/${asid}`
    const search = () =>
      directory.search('Device', [organisation('RZZ'), interaction(POLL), partyKey(key)])
    expect((await search()).json.total).toBe(1)
    const changed = await ask('PATCH', path, { interactions: [full(A030)], description: 'Mine' })
    expect([changed.status, changed.json.system.description]).toEqual([200, 'Mine'])
    expect(changed.json.warnings).toContain(
      `no system with the party key '${key}' may use ${full(POLL)}`,
    )
    expect((await search()).json.total).toBe(0)
    const without = await ask('PATCH', path, { description: null })
    expect(without.json.system).not.toHaveProperty('description')
    expect((await ask('GET', path)).json).toEqual(without.json)
  })

  test('is removed with its endpoints, unless another uses the party key or they are kept', async () => {
    const first = (await hospital()).json.system
    const sharing = { odsCode: 'R69', partyKey: first.partyKey, interactions: [A030] }
    const second = (await ask('POST', '/systems', sharing)).json.system
    const shared = await ask('DELETE', `/systems/${first.asid}`)
    expect([shared.status, shared.json.endpoints]).toEqual([200, []])
    const left = (await ask('GET', `/endpoints?partyKey=${first.partyKey}`)).json
    expect(left).toHaveLength(4)
    const kept = await ask('DELETE', `/systems/${second.asid}?endpoints=keep`)
    expect(kept.json.endpoints).toEqual([])
    const alone = (await hospital()).json.system
    expect((await ask('DELETE', `/systems/${alone.asid}`)).json.endpoints).toHaveLength(4)
    expect((await ask('GET', `/endpoints?partyKey=${alone.partyKey}`)).json).toEqual([])
    for (const method of ['GET', 'DELETE'])
      expect((await ask(method, `/systems/${alone.asid}`)).status).toBe(404)
  })

  test('is listed by organisation, party key and interaction', async () => {
    const { asid, partyKey: key } = (await hospital()).json.system
    const asids = async (query: string): Promise<string[]> =>
      (await ask('GET', `/systems${query}`)).json.map((one: { asid: string }) => one.asid)
    expect(await asids(`?partyKey=${key}`)).toEqual([asid])
    expect(await asids('?odsCode=X26')).toEqual(['918999199246'])
    expect(await asids(`?interaction=${full('gp2gp:COPC_IN000001UK01')}`)).toEqual(['918999199246'])
    expect(await asids('')).toContain('928942012545')
  })

  test('may name what the directory does not know, which is said', async () => {
    const { status, json } = await ask('POST', '/systems', {
      odsCode: 'ODSCODE1',
      partyKey: 'AP4RTY-K33Y',
      clients: ['ODSCODE1', 'ODSCODE2'],
      manufacturer: 'LSP04',
      interactions: [A030],
    })
    expect([status, json.warnings]).toEqual([
      201,
      [
        "the directory has no organisation 'ODSCODE1'",
        "the directory has no organisation 'ODSCODE2'",
        "the directory has no organisation 'LSP04'",
        'a system with more than one client makes searches that find it fail with 500',
      ],
    ])
  })
})

describe('a system is refused', () => {
  const draft = { odsCode: 'RZZ', interactions: [A030] }

  test.each<[string, object, number, string]>([
    [
      'an ASID that is taken',
      { ...draft, asid: '918999199246' },
      409,
      "the directory has an entry '918999199246'",
    ],
    ['an ASID that is none', { ...draft, asid: '12' }, 400, 'an ASID (12 digits)'],
    ['no interactions', { odsCode: 'RZZ' }, 422, 'interactions: expected at least one item'],
    [
      'an interaction without service',
      { ...draft, interactions: ['urn:x y'] },
      422,
      'interactions.0: expected an interaction',
    ],
    ['a party key with blanks', { ...draft, partyKey: 'A B' }, 400, 'a party key'],
    ['endpoints without address', { ...draft, receives: [A030] }, 422, 'address: say where'],
    ['an address without endpoints', { ...draft, address: ADDRESS }, 422, 'receives: say which'],
    [
      'an endpoint it may not use',
      { ...draft, address: ADDRESS, receives: [POLL] },
      422,
      `'${full(POLL)}' is none of the system's interactions`,
    ],
    [
      'an address that is none',
      { ...draft, address: 'ftp://x' },
      400,
      'an address (http or https)',
    ],
    ['an unknown member', { ...draft, colour: 'red' }, 400, 'colour'],
    ['an unknown preset', { ...draft, preset: 'PUB' }, 400, 'preset'],
  ])('for %s', async (_, body, status, detail) => {
    const answer = await ask('POST', '/systems', body)
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringContaining(detail)])
  })

  test('for a party key of another organisation, and then nothing is left of it', async () => {
    const owner = (await hospital()).json.system
    const asid = '999888777666'
    const answer = await hospital({
      asid,
      odsCode: 'R69',
      partyKey: owner.partyKey,
      receives: [A030],
    })
    expect([answer.status, answer.json.detail]).toEqual([
      422,
      `partyKey: the endpoints of '${owner.partyKey}' belong to RZZ; a provider's key belongs to one organisation`,
    ])
    expect((await ask('GET', `/systems/${asid}`)).status).toBe(404)
  })

  test('for an interaction that the party receives already', async () => {
    const owner = (await hospital()).json
    const answer = await hospital({ partyKey: owner.system.partyKey.toLowerCase() })
    expect([answer.status, answer.json.detail]).toEqual([
      409,
      `action: the party '${owner.system.partyKey.toLowerCase()}' has a contract for ${full(POLL)}: '${owner.endpoints[0].cpaId}'`,
    ])
  })

  test('for another ASID, or a change to what is none', async () => {
    const { asid } = (await hospital()).json.system
    const unknown = await ask('PATCH', '/systems/000000000000', { description: 'x' })
    expect([unknown.status, unknown.json.detail]).toEqual([
      404,
      "there is no accredited system '000000000000' in this world",
    ])
    expect((await ask('PATCH', `/systems/${asid}`, { asid: '111111111111' })).status).toBe(400)
    expect((await ask('PATCH', `/systems/${asid}`, { interactions: [] })).status).toBe(400)
  })
})

describe('an endpoint', () => {
  const draft = (more: object = {}) => ({
    odsCode: 'R68',
    partyKey: `R68-8000${++made}`,
    service: full('gpconnect:fhir:rest:read'),
    action: 'patient-1',
    addresses: ['https://gp.supplier.example/fhir'],
    ...more,
  })

  test('is added, changed and removed by itself', async () => {
    const body = draft({ protocol: 'FHIR', contract: {} })
    const added = await ask('POST', '/endpoints', body)
    expect(added.status).toBe(201)
    expect(added.json).toMatchObject({
      ...body,
      fqdn: 'gp.supplier.example',
      interaction: `${body.service}:patient-1`,
      warnings: [
        `no system with the party key '${body.partyKey}' may use ${body.service}:patient-1`,
      ],
    })
    const path = `/endpoints/${added.json.id}`
    const moved = await ask('PATCH', path, { addresses: ['https://new.supplier.example/'] })
    expect(moved.json).toMatchObject({ fqdn: 'new.supplier.example' })
    const found = await directory.search('Endpoint', [organisation('R68'), partyKey(body.partyKey)])
    expect(found.json.entry[0].resource.address).toBe('https://new.supplier.example/')
    expect((await ask('GET', path)).json).toEqual(moved.json)
    expect((await ask('DELETE', path)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await ask(method, path)).status).toBe(404)
    expect((await ask('PATCH', path, {})).status).toBe(404)
  })

  test('may be such that searches fail, which is said', async () => {
    const contract = { retries: 'two', actors: ['a', 'b'] }
    const { json } = await ask('POST', '/endpoints', draft({ contract, addresses: [], fqdn: null }))
    expect(json.warnings.slice(1)).toEqual([
      `${json.id} has no address`,
      `retries 'two' are no number: searches that find ${json.id} fail with 500`,
      `more than one actor: searches that find ${json.id} fail with 500`,
    ])
  })

  test.each<[string, object, number, string]>([
    [
      'a name that is taken',
      { id: '918999199246' },
      409,
      "the directory has an entry '918999199246'",
    ],
    [
      'a name that is taken, in small letters',
      { id: 's20001a000182' },
      409,
      'the directory has an entry',
    ],
    [
      'a CPA id that is taken',
      { id: 'mine', cpaId: 'S20001A000182' },
      409,
      "the CPA id 'S20001A000182'",
    ],
    [
      "a host that is not the address's",
      { fqdn: 'other.example' },
      422,
      "expected the host of 'https://gp.supplier.example/fhir'",
    ],
    ['a CPA id with a blank', { cpaId: 'a b' }, 400, 'a CPA id'],
    ['an action with a colon', { action: 'a:b' }, 400, 'an action without colon'],
  ])('is refused for %s', async (_, more, status, detail) => {
    const answer = await ask('POST', '/endpoints', draft(more))
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringContaining(detail)])
  })

  test('keeps its name', async () => {
    const { json } = await ask('POST', '/endpoints', draft())
    expect((await ask('PATCH', `/endpoints/${json.id}`, { id: 'other' })).status).toBe(400)
  })

  test('of the Spine that is gone breaks what goes through it, which is said', async () => {
    const { json } = await hospital()
    expect((await ask('DELETE', '/endpoints/S20001A000192')).status).toBe(204)
    const { status } = await directory.search('Endpoint', [
      interaction(POLL),
      partyKey(json.system.partyKey),
    ])
    expect(status).toBe(500)
    expect((await ask('GET', `/systems/${json.system.asid}`)).json.warnings[0]).toContain(
      'the Spine has not exactly one ReliableIntermediary',
    )
  })
})
