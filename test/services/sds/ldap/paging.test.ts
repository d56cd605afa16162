import { BerWriter, type Client } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerSystem } from '../../../../src/services/sds/domain/register/register-system.js'
import { removeSystem } from '../../../../src/services/sds/domain/register/systems.js'
import { PAUSE } from '../../../../src/services/sds/ldap/message/reply.js'
import { perform } from '../../../../src/services/sds/ldap/perform.js'
import { LIMITS } from '../../../../src/world/limits.js'
import {
  contextOf,
  firstSteps,
  type LdapDirectory,
  openLdap,
  RawConnection,
  searchMessage,
} from './support.js'

let directory: LdapDirectory
let client: Client

const SERVICES = 'ou=Services,o=nhs'
const MINE = '(&(objectClass=nhsAs)(nhsIDCode=T00001))'
/** One more than a search may find at once. */
const COUNT = LIMITS.ldapEntries + 1

beforeAll(async () => {
  directory = await openLdap()
  directory.world.store.transaction(() => {
    for (let at = 0; at < COUNT; at++) {
      const asid = String(300_000_000_000 + at)
      registerSystem(directory.world, {
        ...{ asid, odsCode: 'T00001', partyKey: `T00001-${at}` },
        interactions: ['urn:nhs:names:services:ebs:PRSC_IN080000UK07'],
      })
    }
  })
  client = directory.client()
})
afterAll(() => directory.close())

/** Entries of a search, and the code it ended with. */
async function found(options: { sizeLimit?: number; filter?: string }): Promise<[number, number]> {
  const line = new RawConnection(directory.ldapUrl)
  line.send(
    searchMessage(
      1,
      (writer) => {
        writer.startSequence(0xa3)
        writer.writeString('nhsIDCode')
        writer.writeString('T00001')
        writer.endSequence()
      },
      { size: options.sizeLimit ?? 0 },
    ),
  )
  let answers = await line.until(1)
  while (answers.at(-1)?.tag !== 0x65) answers = await line.until(answers.length + 1)
  line.close()
  return [answers.length - 1, answers.at(-1)?.code as number]
}

describe('how many entries a search gives', () => {
  test('as many as the client wants, then 4', async () => {
    expect(await found({ sizeLimit: 3 })).toEqual([3, 4])
    const { searchEntries } = await client.search(SERVICES, { filter: MINE, sizeLimit: 3 })
    expect(searchEntries).toHaveLength(3)
  })

  test('as many as the server gives, then 4; a limit of the client above that changes nothing', async () => {
    expect(await found({})).toEqual([LIMITS.ldapEntries, 4])
    expect(await found({ sizeLimit: COUNT })).toEqual([LIMITS.ldapEntries, 4])
  })

  test('no 4 where there are just as many', async () => {
    directory.world.store.transaction(() => removeSystem(directory.world, '300000000000'))
    expect(await found({})).toEqual([LIMITS.ldapEntries, 0])
    expect(await found({ sizeLimit: LIMITS.ldapEntries })).toEqual([LIMITS.ldapEntries, 0])
  })
})

test('a search that finds nothing in much lets others have their turn', () => {
  const work = perform(
    {
      ...{ kind: 'search', base: SERVICES, scope: 'sub', sizeLimit: 0, timeLimit: 0 },
      ...{ typesOnly: false, attributes: [] },
      filter: { kind: 'equal', attribute: 'description', value: 'nothing' },
    },
    contextOf(directory.world),
  )
  const steps = Array.from(work)
  expect(steps.length).toBeGreaterThan(1)
  expect(new Set(steps)).toEqual(new Set([PAUSE]))
})

describe('page by page', () => {
  test('all entries come, each once, in order', async () => {
    const { searchEntries } = await client.search(SERVICES, {
      filter: '(objectClass=nhsAs)',
      attributes: ['1.1'],
      paged: { pageSize: 200 },
    })
    const names = firstSteps(searchEntries)
    expect(names.length).toBeGreaterThan(LIMITS.ldapEntries)
    expect(new Set(names).size).toBe(names.length)
  })

  test('pages are at most as large as the server’s limit', async () => {
    const sizes: number[] = []
    const pages = client.searchPaginated(SERVICES, {
      filter: '(objectClass=nhsAs)',
      attributes: ['1.1'],
      paged: { pageSize: 10_000 },
    })
    for await (const page of pages) sizes.push(page.searchEntries.length)
    expect(sizes[0]).toBe(LIMITS.ldapEntries)
    expect(sizes).toHaveLength(2)
  })

  test('the client’s limit counts over all pages', async () => {
    const { searchEntries } = await client.search(SERVICES, {
      ...{ filter: MINE, sizeLimit: 5, paged: { pageSize: 2 } },
    })
    expect(searchEntries).toHaveLength(5)
  })

  test('a page shows what is there when it is asked for', async () => {
    const pages = client.searchPaginated(SERVICES, { filter: MINE, paged: { pageSize: 2 } })
    expect(firstSteps((await pages.next()).value.searchEntries)).toHaveLength(2)
    directory.world.store.transaction(() => removeSystem(directory.world, '300000000003'))
    expect(firstSteps((await pages.next()).value.searchEntries)).toEqual(['300000000004'])
    await pages.return(undefined)
  })
})

/** A search of which one page is wanted. */
function pageMessage(id: number, size: number, cookie: string, base = SERVICES): Buffer {
  const control = new BerWriter()
  control.startSequence()
  control.writeInt(size)
  control.writeString(cookie)
  control.endSequence()
  const whole = new BerWriter()
  whole.startSequence()
  const plain = searchMessage(id, undefined, { base, size: 0 })
  const bodyAt = plain.length > 129 ? 3 : 2
  for (const byte of plain.subarray(bodyAt)) whole.writeByte(byte)
  whole.startSequence(0xa0)
  whole.startSequence()
  whole.writeString('1.2.840.113556.1.4.319')
  whole.writeBoolean(true)
  whole.writeBuffer(control.buffer, 0x04)
  whole.endSequence()
  whole.endSequence()
  whole.endSequence()
  return whole.buffer
}

describe('cookies', () => {
  const endOf = async (...messages: Buffer[]) => {
    const line = new RawConnection(directory.ldapUrl)
    line.send(...messages)
    const ended = () => line.answers.filter(({ tag }) => tag === 0x65)
    while (ended().length < messages.length) await line.until(line.answers.length + 1)
    line.close()
    return ended().map(({ code }) => code)
  }

  test('go on with their own search alone', async () => {
    expect(await endOf(pageMessage(1, 1, ''), pageMessage(2, 1, 'page-1'))).toEqual([0, 0])
    expect(await endOf(pageMessage(1, 1, ''), pageMessage(2, 1, 'page-2'))).toEqual([0, 53])
    const elsewhere = pageMessage(2, 1, 'page-1', 'ou=People,o=nhs')
    expect(await endOf(pageMessage(1, 1, ''), elsewhere)).toEqual([0, 53])
  })

  test('serve once, and end with a page of no size', async () => {
    const [first, again] = [pageMessage(2, 1, 'page-1'), pageMessage(3, 1, 'page-1')]
    expect(await endOf(pageMessage(1, 1, ''), first, again)).toEqual([0, 0, 53])
    expect(await endOf(pageMessage(1, 1, ''), pageMessage(2, 0, 'page-1'), again)).toEqual([
      0, 0, 53,
    ])
  })

  test('are forgotten, the oldest first, where a connection begins too many searches', async () => {
    const begun = Array.from({ length: LIMITS.ldapPagedSearches }, (_, at) =>
      pageMessage(at + 1, 1, ''),
    )
    const first = pageMessage(50, 1, 'page-1')
    expect((await endOf(...begun, first)).at(-1)).toBe(0)
    expect((await endOf(...begun, pageMessage(40, 1, ''), first)).at(-1)).toBe(53)
  })
})
