import { once } from 'node:events'
import { connect } from 'node:net'
import type { BerWriter } from 'ldapts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Patience } from '../../../../src/server/ldap/connection.js'
import { listenLdap } from '../../../../src/server/ldap/listener.js'
import type { Listening } from '../../../../src/server/listener.js'
import { perform } from '../../../../src/services/sds/ldap/perform.js'
import { LIMITS } from '../../../../src/world/limits.js'
import type { World } from '../../../../src/world/world.js'
import {
  contextOf,
  type LdapDirectory,
  message,
  openLdap,
  RawConnection,
  searchMessage,
} from './support.js'

let directory: LdapDirectory
/** The same directory with little patience for silence, and for what does not end. */
let hasty: Readonly<Record<'idle' | 'stalled', Listening>>
const failures: unknown[] = []
const lines: RawConnection[] = []

beforeAll(async () => {
  directory = await openLdap({}, (line) => failures.push(line))
  const { sandbox } = directory
  const host = {
    worlds: sandbox.worlds,
    journalOf: (world: World) => sandbox.journalOf(world),
    addressOf: () => undefined,
    onFailure: (_: unknown, error: unknown) => failures.push(error),
  }
  const place = { host: '127.0.0.1', port: 0, world: 'default' }
  const listen = (patience: Partial<Patience>) =>
    listenLdap(host, { ...place, patience: { idle: 60_000, stalled: 60_000, ...patience } })
  hasty = { idle: await listen({ idle: 40 }), stalled: await listen({ stalled: 60 }) }
})
afterEach(() => {
  for (const line of lines.splice(0)) line.close()
  expect(failures).toEqual([])
})
afterAll(async () => {
  await Promise.all([hasty.idle.close(), hasty.stalled.close()])
  await directory.close()
})

const open = (url = directory.ldapUrl): RawConnection => {
  const line = new RawConnection(url)
  lines.push(line)
  return line
}

const bytes = (...hex: string[]): Buffer => Buffer.from(hex.join(''), 'hex')

/** One system, by its name. */
const ONE = searchMessage(1, undefined, { scope: 0 })
const isAnswered = async (url?: string) => {
  const answers = await open(url).send(ONE).until(2)
  expect(answers.map(({ tag }) => tag)).toEqual([0x64, 0x65])
}

/** Bytes that are no message: the client is told, and the connection is closed. */
async function isRefused(...sent: Buffer[]): Promise<void> {
  const answers = await open()
    .send(...sent)
    .closed()
  expect(answers.at(-1)).toMatchObject({ id: 0, tag: 0x78, code: 2 })
  await isAnswered()
}

const nested = (depth: number) => (writer: BerWriter) => {
  for (let at = 1; at < depth; at++) writer.startSequence(0xa2)
  writer.writeString('objectClass', 0x87)
  for (let at = 1; at < depth; at++) writer.endSequence()
}
const wide = (terms: number) => (writer: BerWriter) => {
  writer.startSequence(0xa1)
  for (let at = 1; at < terms; at++) writer.writeString('objectClass', 0x87)
  writer.endSequence()
}

describe('bytes that are no message', () => {
  test.each([
    ['of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['of TLS', bytes('16030100a5010000a10303')],
    ['of no definite length', bytes('3080020101')],
    ['with a length of five bytes', bytes('308501000000000201')],
    ['with a length beyond two gigabytes', bytes('3084ffffffff0201')],
    ['without a request', bytes('3003020101')],
    ['with an unknown request', bytes('3005020101', '5f00')],
    ['with an answer', bytes('300c020101', '6507', '0a01000400', '0400')],
    ['with an element longer than its message', bytes('3009020101', '6384ffff0000')],
    ['with an id below zero', bytes('3005', '0201ff', '4200')],
    ['with an id of no usual length', bytes('300a', '0206010101010101', '4200')],
    ['with a bind without a password', bytes('300a020101', '6005', '020103', '0400')],
    ['with a search that ends early', bytes('3009020101', '6304', '04024142')],
    ['with a tag of several bytes', bytes('3007020101', '7f2301', '00')],
    ['with an abandon of nothing', bytes('3005020101', '5000')],
    [
      'with a negation of nothing',
      searchMessage(1, (writer) => writer.writeBuffer(Buffer.alloc(0), 0xa2)),
    ],
    ['with a filter that is none', searchMessage(1, (writer) => writer.writeString('x', 0x8f))],
    [
      'with an attribute without a name',
      searchMessage(1, (writer) => writer.writeString('', 0x87)),
    ],
  ])('%s', async (_, sent) => {
    await isRefused(sent)
  })

  test('larger than the limit; one as large as it is read', async () => {
    const ofLength = (length: number) => {
      const head = Buffer.from([0x30, 0x84, 0, 0, 0, 0, 0x02, 0x01, 0x01, 0x42])
      head.writeUInt32BE(length - 6, 2)
      return head
    }
    await isRefused(ofLength(LIMITS.ldapMessage + 1))
    const filter = (size: number) => (writer: BerWriter) => {
      writer.startSequence(0xa3)
      writer.writeString('o')
      writer.writeString('x'.repeat(size))
      writer.endSequence()
    }
    const frame = searchMessage(1, filter(100_000)).length - 100_000
    const most = searchMessage(1, filter(LIMITS.ldapMessage - frame - 8))
    expect(most.length).toBeLessThanOrEqual(LIMITS.ldapMessage)
    expect((await open().send(most).until(1))[0]).toMatchObject({ tag: 0x65, code: 0 })
  })

  test('drawn by lot neither break nor stop the directory', async () => {
    let state = 20_261
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state % below
    }
    for (let round = 0; round < 150; round++) {
      const sent = Buffer.from(searchMessage(1, nested(3), { base: 'uid=1,ou=People,o=nhs' }))
      for (let change = 0; change <= next(4); change++) sent[next(sent.length)] = next(256)
      const line = open()
      line.send(sent.subarray(0, next(8) === 0 ? next(sent.length) : sent.length))
      line.socket.end()
      await line.closed()
      line.close()
    }
    await isAnswered()
  })
})

describe('texts that would spoil a terminal', () => {
  test('are shown by their codes in log and journal, and long ones shortened', async () => {
    const lines: string[] = []
    const logged = await openLdap({ log: 'pretty' }, (line) => lines.push(line))
    const line = open(logged.ldapUrl)
    const base = `ou=x\n\u001b[2J00:00 200 GET /forged${'y'.repeat(5000)}`
    const named = (writer: BerWriter) => writer.writeString('no\r\nattribute', 0x87)
    await line.send(searchMessage(1, named, { base })).until(1)
    await line.send(searchMessage(2, named, { scope: 0 })).until(2)
    await logged.close()
    expect(lines.join('')).not.toMatch(/\p{Cc}/u)
    expect(lines.join('').length).toBeLessThan(4000)
    expect(lines.join('')).toContain('ou=x\\0a\\1b[2J00:00')
    expect(lines.join('')).toContain("'no\\0d\\0aattribute'")
  })
})

describe('filters', () => {
  test('as deep and as wide as the limit are read, others refused with 11', async () => {
    const codeFor = async (filter: (writer: BerWriter) => void) => {
      const line = open()
      line.send(searchMessage(1, filter, { scope: 0 }))
      const answers = await line.until(1)
      const [answer] = answers[0]?.tag === 0x64 ? await line.until(2) : answers
      return answer?.code
    }
    expect(await codeFor(nested(LIMITS.ldapFilterDepth))).toBe(0)
    expect(await codeFor(nested(LIMITS.ldapFilterDepth + 1))).toBe(11)
    expect(await codeFor(wide(LIMITS.ldapFilterTerms))).toBe(0)
    expect(await codeFor(wide(LIMITS.ldapFilterTerms + 1))).toBe(11)
    expect(await codeFor(nested(20_000))).toBe(11)
  })
})

describe('time', () => {
  /** Entries of a search when so many seconds have gone. */
  const foundAt = (seconds: number, timeLimit: number) => {
    const work = perform(
      {
        ...{ kind: 'search', base: 'ou=Services,o=nhs', scope: 'base', sizeLimit: 0, timeLimit },
        ...{ typesOnly: false, attributes: [], filter: { kind: 'present', attribute: 'ou' } },
      },
      { ...contextOf(directory.world), elapsed: () => seconds },
    )
    return Array.from(work).length
  }

  test('a search ends when the client’s or the server’s time is over', () => {
    expect(foundAt(1, 1)).toBe(1)
    expect(foundAt(1.01, 1)).toBe(0)
    expect(foundAt(LIMITS.ldapSeconds, 0)).toBe(1)
    expect(foundAt(LIMITS.ldapSeconds + 0.1, 0)).toBe(0)
    expect(foundAt(LIMITS.ldapSeconds + 0.1, 3600)).toBe(0)
  })

  test('a connection that is silent is closed with a word', async () => {
    const answers = await open(hasty.idle.url).closed()
    expect(answers).toMatchObject([{ id: 0, tag: 0x78, code: 52 }])
  })

  test('a message that does not end is given up, however slowly it comes', async () => {
    const line = open(hasty.stalled.url)
    line.socket.setNoDelay(true)
    let sent = 0
    const drip = setInterval(() => line.socket.write(ONE.subarray(sent, ++sent)), 10)
    expect(await line.closed()).toEqual([])
    clearInterval(drip)
    expect(sent).toBeLessThan(ONE.length)
    await isAnswered(hasty.stalled.url)
  })

  test('a client that does not take its answers is given up', async () => {
    const line = open(hasty.stalled.url)
    line.socket.pause()
    const schema = { base: 'cn=Subschema', scope: 0, wanted: '+' }
    for (let id = 1; id <= 400; id++) line.send(searchMessage(id, undefined, schema))
    const isGone = () => line.send(ONE).isClosed
    await expect.poll(isGone, { timeout: 15_000 }).toBe(true)
    expect(line.answers).toEqual([])
    await isAnswered(hasty.stalled.url)
  })
})

describe('connections', () => {
  test('one that says its last word early gets its answers', async () => {
    const line = open()
    line.send(ONE)
    line.socket.end()
    expect((await line.closed()).map(({ tag }) => tag)).toEqual([0x64, 0x65])
  })

  test('one that is cut in the middle of a message is forgotten', async () => {
    const line = open()
    line.send(ONE.subarray(0, 10))
    line.socket.end()
    expect(await line.closed()).toEqual([])
    await isAnswered()
  })

  test('an unbind ends it after what was asked before', async () => {
    const unbind = message(2, (writer) => writer.writeBuffer(Buffer.alloc(0), 0x42))
    const answers = await open().send(ONE, unbind, ONE).closed()
    expect(answers.map(({ tag }) => tag)).toEqual([0x64, 0x65])
  })

  test('requests are answered in order, many at once and byte by byte', async () => {
    const all = Array.from({ length: 3 * LIMITS.ldapWaiting }, (_, id) =>
      searchMessage(id + 1, undefined, { scope: 0 }),
    )
    const answers = await open()
      .send(Buffer.concat(all))
      .until(2 * all.length)
    expect(answers.filter(({ tag }) => tag === 0x65).map(({ id }) => id)).toEqual(
      all.map((_, at) => at + 1),
    )
    const line = open()
    for (const byte of ONE) line.send(Buffer.from([byte]))
    expect(await line.until(2)).toHaveLength(2)
  })

  test('an abandoned request is not answered, one that is over or unknown does no harm', async () => {
    const abandon = (id: number) => message(90, (writer) => writer.writeInt(id, 0x50))
    const sent = [ONE, searchMessage(2, undefined, { scope: 0 }), abandon(2), abandon(77)]
    const last = searchMessage(3, undefined, { scope: 0 })
    const answers = await open()
      .send(Buffer.concat([...sent, last]))
      .until(4)
    expect(answers.map(({ id }) => id)).toEqual([1, 1, 3, 3])
  })

  test('there are so many and no more; when some leave others come', async () => {
    const { port, hostname } = new URL(directory.ldapUrl)
    const sockets = Array.from({ length: LIMITS.ldapConnections }, () =>
      connect({ host: hostname, port: Number(port) }),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    expect(await open().closed()).toEqual([])
    for (const socket of sockets) socket.destroy()
    await Promise.all(sockets.map((socket) => once(socket, 'close')))
    await expect.poll(() => isAnswered().then(() => true), { timeout: 15_000 }).toBe(true)
  })

  test('a sandbox that stops says so and waits for nobody', async () => {
    const other = await openLdap()
    const silent = new RawConnection(other.ldapUrl)
    await silent.send(ONE).until(2)
    const begun = performance.now()
    await other.close()
    expect(performance.now() - begun).toBeLessThan(4000)
    expect((await silent.closed()).at(-1)).toMatchObject({ id: 0, code: 52 })
  })
})
