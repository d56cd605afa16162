import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../../../../src/world/world.js'
import {
  codeOf,
  firstSteps,
  type LdapDirectory,
  message,
  openLdap,
  RawConnection,
  searchMessage,
} from './support.js'

let directory: LdapDirectory
let world: World
let name: string
let made = 0

const SERVICES = 'ou=Services,o=nhs'
const MINE = '(nhsIDCode=RZZ)'

beforeAll(async () => {
  directory = await openLdap()
})
afterAll(() => directory.close())
beforeEach(() => {
  name = `ldap-${++made}`
  world = directory.sandbox.worlds.create(name)
})

const control = async (method: string, path: string, body?: unknown, of = name) => {
  const answer = await fetch(`${directory.url}/worlds/${of}/_sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: text ? JSON.parse(text) : undefined }
}

/** A client of the test's world. */
async function client() {
  const one = directory.client()
  await one.bind(`world=${name}`, '')
  return one
}

const add = async () => {
  const added = await control('POST', '/sds/systems', { odsCode: 'RZZ', preset: 'PRACTICE' })
  expect(added.status).toBe(201)
  return added.json.system.asid as string
}

describe('worlds', () => {
  test('a name that is bound leads to one: a change in it shows there at once, and only there', async () => {
    const here = await client()
    const search = { filter: `(&(objectClass=nhsAs)${MINE})`, attributes: ['1.1'] }
    const before = firstSteps((await here.search(SERVICES, search)).searchEntries)
    const asid = await add()
    const after = firstSteps((await here.search(SERVICES, search)).searchEntries)
    expect(after).toEqual([...before, asid])
    expect(firstSteps(await directory.search(SERVICES, search))).toEqual(before)
    await control('DELETE', `/sds/systems/${asid}`)
    expect(firstSteps((await here.search(SERVICES, search)).searchEntries)).toEqual(before)
  })

  test('the name may be longer; without one it is the world of the port', async () => {
    const asid = await add()
    const there = async (dn: string) => {
      const one = directory.client()
      await one.bind(dn, dn ? 'secret' : '')
      const { searchEntries } = await one.search(SERVICES, { filter: `(uniqueIdentifier=${asid})` })
      return searchEntries.length
    }
    expect(await there(`cn=supplier,WORLD=${name.toUpperCase()}`)).toBe(1)
    expect(await there('cn=supplier')).toBe(0)
    expect(await there('')).toBe(0)
  })

  test('a world can have a port of its own, for clients that bind nothing', async () => {
    const url = await directory.sandbox.ldapOf(name)
    expect(await directory.sandbox.ldapOf(name)).toBe(url)
    const asid = await add()
    const one = directory.client({ url })
    const { searchEntries } = await one.search(SERVICES, { filter: `(uniqueIdentifier=${asid})` })
    expect(searchEntries).toHaveLength(1)
    await expect(directory.sandbox.ldapOf('nowhere')).rejects.toThrow('nowhere')
    expect((await control('POST', '/ldap', {})).json).toEqual({ url })
  })

  test('a port for a world that is taken or none is refused, and another can be had', async () => {
    const taken = Number(new URL(directory.ldapUrl).port)
    const refused = await control('POST', '/ldap', { port: taken })
    expect([refused.status, refused.json.detail]).toEqual([
      409,
      expect.stringContaining('is taken'),
    ])
    expect((await control('POST', '/ldap', { port: 70_000 })).status).toBe(400)
    expect((await control('POST', '/ldap', {})).json.url).toMatch(/^ldap:\/\/127\.0\.0\.1:\d+$/)
  })

  test('a world that ends leaves its clients without one', async () => {
    const here = await client()
    await directory.sandbox.worlds.delete(name)
    expect(await codeOf(here.search(SERVICES, { scope: 'base' }))).toBe(52)
    expect(await codeOf(here.bind('', ''))).toBe(0)
    expect(await codeOf(here.search(SERVICES, { scope: 'base' }))).toBe(0)
  })

  test('a world that starts anew is spoken to as before', async () => {
    const here = await client()
    const asid = await add()
    await directory.sandbox.worlds.reset(name)
    const { searchEntries } = await here.search(SERVICES, { filter: `(uniqueIdentifier=${asid})` })
    expect(searchEntries).toEqual([])
  })
})

describe('addresses', () => {
  const addressOf = async (filter: string) => {
    const here = await client()
    const { searchEntries } = await here.search(SERVICES, {
      filter,
      attributes: ['nhsMHSEndPoint'],
    })
    return searchEntries[0]?.nhsMHSEndPoint
  }
  const RELIABLE = '(nhsMhsSvcIA=urn:nhs:names:services:tms:ReliableIntermediary)'

  test('of the Spine itself are those of the sandbox, in the world, as over FHIR', async () => {
    const own = `${directory.url}/worlds/${name}/reliablemessaging/intermediary`
    expect(await addressOf(`(&(nhsIDCode=YES)${RELIABLE})`)).toBe(own)
    expect(await addressOf(`(&(nhsIDCode=YES)${RELIABLE}(nhsMHSEndPoint=${own}))`)).toBe(own)
    await control('PATCH', '/settings', { spineAddresses: 'directory' })
    expect(await addressOf(`(&(nhsIDCode=YES)${RELIABLE})`)).toBe(
      'https://msg.int.spine2.ncrs.nhs.uk/reliablemessaging/intermediary',
    )
  })

  test('of others are their own, also where messages go through the Spine', async () => {
    expect(await addressOf('(nhsMhsCPAId=S200000000117)')).toMatch(/^https:\/\/pas\.r69\./)
  })
})

describe('the journal', () => {
  test('keeps what was asked and answered, in words', async () => {
    const here = await client()
    await here.search(SERVICES, {
      filter: '(&(nhsIDCode=R69)(nhsMHSPartyKey=r69-800117)(objectClass=nhsAs))',
      attributes: ['nhsIDCode', 'nhsMhsEndPoint'],
      sizeLimit: 2,
    })
    const { json } = await control('GET', '/journal?operation=ldap-search')
    expect(json.at(-1)).toMatchObject({
      direction: 'IN',
      service: 'sds-ldap',
      operation: 'ldap-search',
      method: 'LDAP',
      path: 'ou=Services,o=nhs?nhsIDCode,nhsMhsEndPoint?sub?(&(nhsIDCode=R69)(nhsMHSPartyKey=r69-800117)(objectClass=nhsAs))',
      status: 0,
      findings: [],
    })
    const whole = (await control('GET', `/journal/${json.at(-1).id}`)).json
    expect(whole.request.body.split('\n')).toEqual([
      'base: ou=Services,o=nhs',
      'scope: sub',
      'filter: (&(nhsIDCode=R69)(nhsMHSPartyKey=r69-800117)(objectClass=nhsAs))',
      'attributes: nhsIDCode nhsMhsEndPoint',
      'sizeLimit: 2',
      'timeLimit: 10',
      '',
    ])
    expect(whole.answer.body).toBe(
      'dn: uniqueIdentifier=200000000117,ou=Services,o=nhs\nnhsIDCode: R69\n\nresult: 0 success\nentries: 1\n',
    )
  })

  const findings = async (base: string, filter: string, attributes: string[] = []) => {
    const here = await client()
    await codeOf(here.search(base, { filter, attributes }))
    return directory.last(world).findings.map(({ rule }) => rule)
  }

  test.each([
    [
      'an unknown attribute in a filter',
      SERVICES,
      '(&(nhsIDCode=R69)(!(nhsOdsCode=R69)))',
      'unknown-attribute',
    ],
    ['what cannot be compared', SERVICES, '(&(nhsIDCode=R69)(nhsMhsFQDN=a))', 'no-equality-rule'],
    [
      'parts where there is no such rule',
      SERVICES,
      '(&(nhsIDCode=R69)(nhsAsSvcIA=urn*))',
      'no-substring-rule',
    ],
    [
      'an order where there is none',
      SERVICES,
      '(&(nhsIDCode=R69)(nhsDateApproved>=2))',
      'no-ordering-rule',
    ],
    ['a base of another tree', 'ou=services,dc=nhs', '(nhsIDCode=R69)', 'no-such-object'],
    ['a person that is not there', 'uid=1,ou=People,o=nhs', '(nhsIDCode=R69)', 'no-such-object'],
    ['a search through everything', SERVICES, '(objectClass=nhsAs)', 'not-indexed'],
    [
      'one of several ways through everything',
      SERVICES,
      '(|(nhsIDCode=R69)(description=x))',
      'not-indexed',
    ],
  ])('advises on %s', async (_, base, filter, rule) => {
    expect(await findings(base, filter)).toEqual([`sds.ldap.${rule}`])
  })

  test('advises on an unknown attribute that is asked for', async () => {
    expect(await findings(SERVICES, '(nhsIDCode=R69)', ['nhsOdsCode'])).toEqual([
      'sds.ldap.unknown-attribute',
    ])
  })

  test('says what came that was no message', async () => {
    const line = new RawConnection(directory.ldapUrl)
    await line.send(Buffer.from('GET / HTTP/1.1\r\n\r\n')).closed()
    const exchange = directory.last()
    expect([exchange.operation, exchange.findings[0]?.rule]).toEqual([
      'ldap-malformed',
      'sds.ldap.malformed',
    ])
  })

  test('tells coverage', async () => {
    const here = await client()
    await here.search(SERVICES, { scope: 'base' })
    const { json } = await control('GET', '/coverage')
    const row = json.find(({ operation }: { operation: string }) => operation === 'ldap-search')
    expect(row).toMatchObject({ service: 'sds-ldap', calls: 1, statuses: { 0: 1 } })
  })
})

describe('faults', () => {
  const fault = async (effect: object, of: object = {}) => {
    const made = await control('POST', '/faults', {
      service: 'sds-ldap',
      operation: 'ldap-search',
      ...of,
      effect,
    })
    expect(made.status).toBe(201)
  }
  const search = async () => {
    const here = await client()
    return codeOf(here.search(SERVICES, { filter: MINE, attributes: ['1.1'] }))
  }

  test.each([
    ['BUSY', 51],
    ['UNAVAILABLE', 52],
    ['TIME_LIMIT_EXCEEDED', 3],
    ['OTHER', 80],
  ])('%s is answered instead', async (failure, code) => {
    await fault({ kind: 'FAIL', failure })
    expect(await search()).toBe(code)
    expect(directory.last(world).faults).toHaveLength(1)
  })

  test.each(['DROP', 'LOSE_ANSWER', 'CUT_BODY'])('%s closes the connection', async (kind) => {
    await fault({ kind })
    expect(await search()).toBeUndefined()
    expect(directory.last(world).answer).toBeUndefined()
  })

  test('a delay makes the answer late', async () => {
    await fault({ kind: 'DELAY', milliseconds: 20 })
    expect(await search()).toBe(0)
    expect(directory.last(world).duration).toBeGreaterThanOrEqual(19)
  })

  test('a search that is given up meanwhile is not answered, and the next one is', async () => {
    await fault({ kind: 'DELAY', milliseconds: 40 })
    const line = new RawConnection(await directory.sandbox.ldapOf(name))
    const abandon = message(2, (writer) => writer.writeInt(1, 0x50))
    const [first, last] = [1, 3].map((id) => searchMessage(id, undefined, { scope: 0 }))
    const answers = await line.send(first as Buffer, abandon, last as Buffer).until(2)
    line.close()
    expect(answers.map(({ id, tag }) => [id, tag])).toEqual([
      [3, 0x64],
      [3, 0x65],
    ])
  })

  test('one of any service strikes too; what makes no sense is refused', async () => {
    await fault({ kind: 'DROP' }, { service: undefined, operation: undefined })
    const one = directory.client()
    expect(await codeOf(one.bind(`world=${name}`, ''))).toBeUndefined()
    const refused = await control('POST', '/faults', {
      service: 'sds-ldap',
      effect: { kind: 'ANSWER', status: 500 },
    })
    expect(refused.status).toBe(422)
    const unknown = await control('POST', '/faults', {
      operation: 'ldap-find',
      effect: { kind: 'DROP' },
    })
    expect(unknown.status).toBe(422)
  })

  test('the health check of the FHIR API says where it is', async () => {
    const { json } = await fetch(`${directory.url}/spine-directory/FHIR/R4/healthcheck/deep`).then(
      async (answer) => ({ json: (await answer.json()) as { details: unknown } }),
    )
    expect(json.details).toEqual({ ldap: { status: 'pass', links: { ldap: directory.ldapUrl } } })
  })

  test('a directory that is broken does not answer', async () => {
    const here = directory.client({ url: await directory.sandbox.ldapOf(name), timeout: 150 })
    await control('PATCH', '/settings', { brokenServices: { ldap: null } })
    await expect(here.search(SERVICES, { scope: 'base' })).rejects.toThrow('timed out')
    expect(directory.last(world).answer).toBeUndefined()
  })
})
