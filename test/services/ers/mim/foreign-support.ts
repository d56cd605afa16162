import { expect } from 'vitest'
import type { RunningSandbox, SandboxWorld } from '../../../../src/library/index.js'
import { ErsClient, GP, type Reply, request } from '../../../support/client.js'
import type { SlotResource } from '../../../support/ers-bodies.js'
import { book, freeSlots, refer } from '../../../support/ers-steps.js'
import {
  because,
  type Dress,
  type ForeignPas,
  type ForeignSlot,
  type Heard,
  lowHigh,
  payloads,
  pollIn,
  type Saying,
  serviceIn,
  ubrnIn,
  usrnIn,
} from '../../../support/foreign-pas.js'
import { ERS, SERVICE, uuid } from './support.js'

/** Interactions that the system takes and sends, by release. */
const SPOKEN = {
  '3.1.09': {
    poll: 'PRSC_IN080000UK07',
    slots: 'PRSC_IN090000UK09',
    booking: 'PRSC_IN040000UK08',
    booked: 'PRSC_IN050000UK06',
    refused: 'PRSC_IN060000UK06',
    cancellation: 'PRSC_IN070000UK08',
    cancelled: 'PRSC_IN140000UK06',
    kept: 'PRSC_IN150000UK06',
    withdrawn: 'PRSC_IN100000UK06',
    missed: 'PRSC_IN110000UK08',
    cancels: 'PRSC_IN130000UK07',
    mcci: 'MCCI_IN010000UK13',
  },
  '2.3': {
    poll: 'PRSC_IN080000UK03',
    slots: 'PRSC_IN090000UK03',
    booking: 'PRSC_IN040000UK03',
    booked: 'PRSC_IN050000UK02',
    refused: 'PRSC_IN060000UK02',
    cancellation: 'PRSC_IN070000UK03',
    cancelled: 'PRSC_IN140000UK02',
    kept: 'PRSC_IN150000UK02',
    withdrawn: 'PRSC_IN100000UK02',
    missed: 'PRSC_IN110000UK03',
    cancels: 'PRSC_IN130000UK02',
    mcci: 'MCCI_IN010000UK01',
  },
} as const

export type ForeignRelease = keyof typeof SPOKEN
type Kind = keyof (typeof SPOKEN)['3.1.09']

const RECEIVED: readonly Kind[] = ['poll', 'booking', 'cancellation', 'mcci']

const full = (interactionId: string): string => `urn:nhs:names:services:ebs:${interactionId}`

/** A slot of tomorrow morning, by its number. */
export const slotTomorrow = (number: number, usrn = uuid()): ForeignSlot => {
  const at = (n: number) => `2026060209${String(n).padStart(2, '0')}`
  return { usrn, time: lowHigh(at(number * 10), at(number * 10 + 10)) }
}

/** A world in which somebody else's system keeps the clinics of a service. */
export class ForeignStory {
  readonly world: SandboxWorld
  readonly pas: ForeignPas
  gp: ErsClient
  readonly asid: string
  readonly says: (typeof SPOKEN)[ForeignRelease]
  /** How the system writes. */
  dress: Dress = (xml) => xml

  readonly #release: ForeignRelease

  private constructor(world: SandboxWorld, pas: ForeignPas, asid: string, release: ForeignRelease) {
    this.#release = release
    this.world = world
    this.pas = pas
    this.asid = asid
    this.says = SPOKEN[release]
    this.gp = new ErsClient(world, GP)
  }

  static async begin(
    sandbox: RunningSandbox,
    name: string,
    pas: ForeignPas,
    release: ForeignRelease = '3.1.09',
  ): Promise<ForeignStory> {
    const world = sandbox.world(name)
    const said = SPOKEN[release]
    const added = await control(world, 'POST', '/sds/systems', {
      odsCode: 'R69',
      interactions: Object.values(said).map(full),
      address: pas.url,
      receives: RECEIVED.map((kind) => full(said[kind])),
    })
    expect(added.status, added.text).toBe(201)
    const { asid, partyKey } = added.json.system
    const contracts = await control(world, 'GET', '/sds/endpoints?partyKey=YEC-0000605')
    pas.moveTo({
      url: world.url,
      asid,
      partyKey,
      ers: { asid: ERS, partyKey: 'YEC-0000605' },
      cpaIds: Object.fromEntries(
        contracts.json.map((one: { action: string; cpaId: string }) => [one.action, one.cpaId]),
      ),
      now: () => world.clock.now(),
    })
    const story = new ForeignStory(world, pas, asid, release)
    await story.connected()
    return story
  }

  /** The same story in a sandbox that was started again. */
  again(sandbox: RunningSandbox): ForeignStory {
    const world = sandbox.world(this.world.name)
    this.pas.follow(world.url, () => world.clock.now())
    return new ForeignStory(world, this.pas, this.asid, this.#release)
  }

  control(method: string, path: string, body?: object): Promise<Reply> {
    return control(this.world, method, path, body)
  }

  /** Connects the service; what happens before, happens without the hospital, so that nobody polls. */
  async connected(before?: () => Promise<void>): Promise<void> {
    if (before) {
      await this.control('DELETE', `/services/${SERVICE}/pas`)
      await before()
      this.gp = new ErsClient(this.world, GP)
    }
    const done = await this.control('PUT', `/services/${SERVICE}/pas`, { asid: this.asid })
    expect(done.status, done.text).toBe(204)
  }

  /** Lets time pass; the people log in again. */
  async pass(minutes: number): Promise<void> {
    await this.world.clock.advance(minutes * 60_000)
    this.gp = new ErsClient(this.world, GP)
  }

  /** Lets what is due happen. */
  settle(): Promise<void> {
    return this.world.clock.advance(0)
  }

  async say(kind: Kind, saying: Saying): Promise<void> {
    const answer = await this.pas.say(this.says[kind], { dress: this.dress, ...saying })
    expect(answer.status, await answer.text()).toBe(202)
    await this.settle()
  }

  /** The last poll, which there must be. */
  async polled(): Promise<Heard> {
    await this.settle()
    return this.pas.next(this.says.poll, Math.max(1, this.pas.of(this.says.poll).length))
  }

  /** Answers the last poll. */
  async offer(slots: readonly ForeignSlot[], more: Saying = {}): Promise<Heard> {
    const poll = await this.polled()
    await this.say('slots', {
      conversationId: poll.conversationId,
      payload: payloads.slots(serviceIn(poll.hl7), pollIn(poll.hl7), slots),
      ...more,
    })
    return poll
  }

  free(): Promise<SlotResource[]> {
    return freeSlots(this.gp, SERVICE)
  }

  /** Begins to book; answers when the hospital was asked. */
  async asking() {
    const referral = await refer(this.gp)
    const [slot] = await this.free()
    if (!slot) throw new Error('no slot')
    const count = this.pas.of(this.says.booking).length
    const answering = book(this.gp, referral, SERVICE, slot)
    const asked = await this.pas.next(this.says.booking, count + 1)
    return { referral, slot, answering, asked, ubrn: ubrnIn(asked.hl7), usrn: usrnIn(asked.hl7) }
  }

  async booked() {
    const { answering, asked, ubrn, usrn, ...more } = await this.asking()
    await this.say('booked', {
      ...answerTo(asked),
      payload: payloads.appointment(usrn, ubrn),
    })
    const answer = await answering
    expect(answer.status, answer.text).toBe(201)
    return { answer, asked, ubrn, usrn, ...more }
  }

  /** Cancels as the patient; answers when the hospital was asked. */
  async cancelling(ubrn: string) {
    const count = this.pas.of(this.says.cancellation).length
    const act = { action: 'PATIENT_CANCELS', reason: 'PATIENT_ILL' }
    const answering = this.control('POST', `/referrals/${ubrn}/actions`, act)
    const asked = await this.pas.next(this.says.cancellation, count + 1)
    return { answering, asked }
  }

  /** Rules of the findings on what was said, once each. */
  findings(): string[] {
    return [
      ...new Set(
        this.world.journal
          .exchanges()
          .flatMap(({ findings }) => findings.map(({ rule }) => rule))
          .filter((rule) => /^(?:ebs|tms)\./.test(rule)),
      ),
    ]
  }
}

function control(world: SandboxWorld, method: string, path: string, body?: object): Promise<Reply> {
  return request(`${world.url}/_sandbox${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
}

/** What points at a request, in its conversation. */
export const answerTo = (asked: Heard, type = 'AA', detail?: string): Saying => ({
  conversationId: asked.conversationId,
  ack: { type, to: asked.id, ...(detail !== undefined && { detail }) },
})

/** Of a refusal: an error with its reason. */
export const refusalOf = (asked: Heard, code: string): Saying => ({
  ...answerTo(asked, 'AE'),
  reason: because(code),
})
