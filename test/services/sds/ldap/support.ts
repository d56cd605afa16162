import { connect, type Socket } from 'node:net'
import {
  BerReader,
  BerWriter,
  Client,
  type ClientOptions,
  type Entry,
  type SearchOptions,
} from 'ldapts'
import type { Exchange } from '../../../../src/http/exchange.js'
import { assemble } from '../../../../src/library/assemble.js'
import type { SandboxOptions } from '../../../../src/server/options.js'
import type { Sandbox } from '../../../../src/server/sandbox.js'
import type { Context } from '../../../../src/services/sds/ldap/operations/context.js'
import { Session } from '../../../../src/services/sds/ldap/session.js'
import type { World } from '../../../../src/world/world.js'

/** A sandbox with its directory on a free port, and clients of it. */
export interface LdapDirectory {
  readonly sandbox: Sandbox
  readonly url: string
  readonly ldapUrl: string
  readonly world: World
  /** A client that nobody else uses; closed with the rest. */
  client(options?: Partial<ClientOptions>): Client
  /** The entries that an anonymous search finds. */
  search(base: string, options?: SearchOptions): Promise<Entry[]>
  /** The last exchange of a world's journal. */
  last(world?: World): Exchange
  close(): Promise<void>
}

/** `write` takes what the sandbox says of its own failures. */
export async function openLdap(
  options: Partial<SandboxOptions> = {},
  write?: (line: string) => void,
): Promise<LdapDirectory> {
  const sandbox = await assemble({ port: 0, ldap: true, log: 'silent', ...options }, write)
  const { url, ldapUrl = '' } = await sandbox.listen()
  const world = sandbox.worlds.get('default')
  const clients: Client[] = []
  const client = (more: Partial<ClientOptions> = {}): Client => {
    const made = new Client({ url: ldapUrl, ...more })
    clients.push(made)
    return made
  }
  const anonymous = client()
  return {
    ...{ sandbox, url, ldapUrl, world, client },
    search: async (base, search = {}) => (await anonymous.search(base, search)).searchEntries,
    last: (of = world) => sandbox.journalOf(of).list().at(-1) as Exchange,
    async close() {
      await Promise.all(clients.map((one) => one.unbind()))
      await sandbox.close()
    },
  }
}

/** What an operation is given that nobody waits for. */
export const contextOf = (world: World): Context => ({
  world,
  session: new Session(world.name),
  controls: [],
  address: undefined,
  hasWorld: () => true,
  elapsed: () => 0,
  find: () => undefined,
  advise: () => undefined,
})

/** Names of entries: the value of the first step. */
export const firstSteps = (entries: readonly Entry[]): string[] =>
  entries.map(({ dn }) => dn.split(',')[0]?.split('=')[1] ?? '')

/** The result code that a call is refused with; 0 if it is not. */
export async function codeOf(call: Promise<unknown>): Promise<number> {
  try {
    await call
    return 0
  } catch (error) {
    return (error as { code: number }).code
  }
}

/** An answer as it stands on the wire. */
export interface RawAnswer {
  readonly id: number
  /** Tag of the operation: 0x64 an entry, 0x65 the end of a search, 0x78 an extended answer. */
  readonly tag: number
  readonly code: number
  readonly matched: string
  readonly words: string
}

/** Bytes of one message. */
export function message(id: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(id)
  write(writer)
  writer.endSequence()
  return writer.buffer
}

/** A search for all systems, or with a filter written by `filter`. */
export const searchMessage = (
  id: number,
  filter = (writer: BerWriter) => writer.writeString('objectClass', 0x87),
  { base = 'ou=Services,o=nhs', scope = 2, aliases = 0, size = 1, time = 0, wanted = '1.1' } = {},
): Buffer =>
  message(id, (writer) => {
    writer.startSequence(0x63)
    writer.writeString(base)
    writer.writeEnumeration(scope)
    writer.writeEnumeration(aliases)
    writer.writeInt(size)
    writer.writeInt(time)
    writer.writeBoolean(false)
    filter(writer)
    writer.startSequence()
    writer.writeString(wanted)
    writer.endSequence()
    writer.endSequence()
  })

function rawAnswers(bytes: Buffer): { answers: RawAnswer[]; rest: Buffer } {
  const answers: RawAnswer[] = []
  let at = 0
  for (;;) {
    const reader = new BerReader(bytes.subarray(at))
    const header = bytes.length > at + 6 ? reader.readSequence() : null
    if (header === null || reader.remain < reader.length) break
    const end = at + reader.offset + reader.length
    const id = reader.readInt() as number
    const tag = reader.readSequence() as number
    const isEntry = tag === 0x64
    answers.push({
      ...{ id, tag },
      code: isEntry ? 0 : (reader.readEnumeration() as number),
      matched: reader.readString() ?? '',
      words: isEntry ? '' : (reader.readString() ?? ''),
    })
    at = end
  }
  return { answers, rest: bytes.subarray(at) }
}

/** A connection that sends bytes as they are. */
export class RawConnection {
  readonly socket: Socket
  readonly answers: RawAnswer[] = []
  isClosed = false
  #rest = Buffer.alloc(0)
  #waiting: (() => void)[] = []

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    this.socket.on('data', (chunk: Buffer) => {
      const read = rawAnswers(Buffer.concat([this.#rest, chunk]))
      this.#rest = Buffer.from(read.rest)
      this.answers.push(...read.answers)
      this.#wake()
    })
    for (const event of ['end', 'close', 'error'])
      this.socket.on(event, () => {
        this.isClosed = true
        this.#wake()
      })
  }

  send(...bytes: readonly Buffer[]): this {
    for (const one of bytes) this.socket.write(one)
    return this
  }

  /** The answers so far, once there are so many or the connection is closed. */
  async until(count: number): Promise<RawAnswer[]> {
    while (this.answers.length < count && !this.isClosed)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.answers
  }

  /** The answers, once the connection is closed. */
  closed(): Promise<RawAnswer[]> {
    return this.until(Number.POSITIVE_INFINITY)
  }

  close(): void {
    this.socket.destroy()
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
