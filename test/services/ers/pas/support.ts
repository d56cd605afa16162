import { assemble } from '../../../../src/library/assemble.js'
import type { SandboxWorld } from '../../../../src/library/index.js'
import type { Sandbox } from '../../../../src/server/sandbox.js'
import { issueTokenFor } from '../../../../src/services/auth/issue-token-for.js'
import type { RequestEnd } from '../../../../src/services/ers/domain/pas/end-request.js'
import {
  type OddSlot,
  type OfferedSlot,
  replaceSlots,
} from '../../../../src/services/ers/domain/pas/replace-slots.js'
import {
  type PasReply,
  type ReplyOddity,
  takeAnswer,
} from '../../../../src/services/ers/domain/pas/take-answer.js'
import type { WorldEvent } from '../../../../src/world/tables/event.js'
import { type PasRequest, pasRequests } from '../../../../src/world/tables/pas-request.js'
import { findSlot } from '../../../../src/world/tables/slot.js'
import { slotPolls } from '../../../../src/world/tables/slot-poll.js'
import type { World } from '../../../../src/world/world.js'
import { ErsClient, GP, type Reply, request } from '../../../support/client.js'
import { MessageParty } from '../../../support/message-party.js'

export const NOW = Date.parse('2026-06-01T06:00:00Z')
export const SERVICE = '11000'
/** The system of the hospital in the standard data set, registered for eBooking. */
export const PAS = '200000000117'

export const hour = 3_600_000
export const slotAt = (number: number, more: Partial<OfferedSlot> = {}): OfferedSlot => ({
  usrn: `0A0A0A0A-0000-4000-8000-${String(number).padStart(12, '0')}`,
  start: NOW + 24 * hour + number * hour,
  end: NOW + 24 * hour + number * hour + hour / 2,
  priority: 'ROUTINE',
  ...more,
})

export interface Opened {
  readonly sandbox: Sandbox
  readonly url: string
  readonly party: MessageParty
  close(): Promise<void>
}

/** A sandbox whose worlds can be looked into. */
export async function openSandbox(data?: string): Promise<Opened> {
  const sandbox = await assemble({
    ...{ port: 0, tlsPort: 0, log: 'silent', clock: { start: NOW, frozen: true } },
    ...(data === undefined ? {} : { data }),
  })
  const party = await MessageParty.listen()
  const close = async () => {
    await sandbox.close()
    await party.close()
  }
  return { sandbox, url: (await sandbox.listen()).url, party, close }
}

/** The hospital's system as the domain sees it: what it is asked, and how it answers. */
export class FakePas {
  readonly world: World
  readonly url: string
  readonly heard: WorldEvent[] = []
  readonly gp: ErsClient
  /** What it does about a request as soon as it hears it. */
  onRequest: ((request: PasRequest) => void) | undefined

  /** Opens a world whose hospital's system takes every message at an address and answers none. */
  static async open(opened: Opened, name: string): Promise<FakePas> {
    const pas = new FakePas(opened.sandbox, opened.url, name)
    const path = '/sds/endpoints'
    const endpoints = await pas.control('GET', `${path}?partyKey=R69-800117`)
    for (const { id } of endpoints.json)
      await pas.control('PATCH', `${path}/${id}`, { addresses: [opened.party.url] })
    return pas
  }

  constructor(sandbox: Sandbox, url: string, name: string) {
    this.world = sandbox.worlds.find(name) ?? sandbox.worlds.create(name)
    this.url = `${url}/worlds/${name}`
    this.gp = this.client(GP)
    this.listen()
  }

  listen(): void {
    this.world.events.listen((event) => {
      if (event.kind !== 'pas') return
      this.heard.push(event)
      const asked = pasRequests.find(this.world.store, event.subject)
      if (asked && this.onRequest && (event.action === 'BOOK' || event.action === 'CANCEL'))
        queueMicrotask(() => this.onRequest?.(asked))
    })
  }

  client(who: typeof GP): ErsClient {
    const token: SandboxWorld['token'] = (of) => {
      const issued = issueTokenFor(this.world, of)
      if ('problem' in issued) throw new Error(issued.problem)
      return issued.token
    }
    return new ErsClient({ url: this.url, token } as SandboxWorld, who)
  }

  control(method: string, path: string, body?: object): Promise<Reply> {
    return request(`${this.url}/_sandbox${path}`, {
      method,
      ...(body && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
  }

  /** Connects the service, and lets the system offer slots. */
  async connect(slots: readonly OfferedSlot[] = [slotAt(1), slotAt(2)]): Promise<void> {
    const done = await this.control('PUT', `/services/${SERVICE}/pas`, { asid: PAS })
    if (done.status !== 204) throw new Error(done.text)
    await this.world.advance(0)
    this.offer(slots)
  }

  of(action: string): WorldEvent[] {
    return this.heard.filter((event) => event.action === action)
  }

  last(action: string): WorldEvent {
    const found = this.of(action).at(-1)
    if (!found) throw new Error(`nothing heard of ${action}`)
    return found
  }

  /** Waits for the next request of a kind. */
  async asked(kind: 'BOOK' | 'CANCEL', count = 1): Promise<PasRequest> {
    while (this.of(kind).length < count)
      await new Promise<void>((resolve) => {
        const stop = this.world.events.listen(() => {
          stop()
          resolve()
        })
      })
    return this.request(this.of(kind)[count - 1]?.subject ?? '')
  }

  request(id: string): PasRequest {
    return pasRequests.find(this.world.store, id) as PasRequest
  }

  /** Answers the last poll. */
  offer(slots: readonly OfferedSlot[]): OddSlot[] {
    const poll = slotPolls.find(this.world.store, this.last('POLL').subject)
    if (!poll) throw new Error('no poll')
    return this.world.store.transaction(() => replaceSlots(this.world, poll, slots))
  }

  answer(
    { id, kind, ubrn, usrn, asid }: PasRequest,
    end: RequestEnd,
    more: Partial<PasReply> = {},
  ): ReplyOddity | undefined {
    const reply: PasReply = { messageRef: id, kind, ubrn, usrn, asid, end, ...more }
    return this.world.store.transaction(() => takeAnswer(this.world, reply))
  }

  slot(id: number) {
    return findSlot(this.world.store, id)
  }
}
