import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { ErsClient, GP, type Reply, refusal, request } from '../../support/client.js'
import type { SlotResource } from '../../support/ers-bodies.js'
import { book, freeSlots, onWorklist, refer, stateOf } from '../../support/ers-steps.js'
import { NOW, ROBOTS, SERVICE } from './support.js'

let sandbox: RunningSandbox
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
})
afterAll(() => sandbox.close())

interface Told {
  readonly action: string
  readonly direction: string
  readonly state: string
  readonly verdict?: string
}

interface InDiary {
  readonly usrn: string
  readonly state: string
  readonly ubrn?: string
}

/** A world in which a simulated hospital keeps the clinics of a service, as a supplier sees it. */
class Story {
  readonly world: SandboxWorld
  readonly gp: ErsClient
  readonly asid: string

  constructor(asid: string) {
    this.world = sandbox.world(`pas-robot-${++count}`)
    this.gp = new ErsClient(this.world, GP)
    this.asid = asid
  }

  static async begin(asid: string = ROBOTS['3.1.09']): Promise<Story> {
    const story = new Story(asid)
    const connection = { asid, pollingInterval: 1440, pollingDays: 14 }
    const done = await story.control('PUT', `/services/${SERVICE}/pas`, connection)
    expect(done.status, done.text).toBe(204)
    await story.pass(0)
    return story
  }

  control(method: string, path: string, body?: object): Promise<Reply> {
    return request(`${this.world.url}/_sandbox${path}`, {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
  }

  async act(what: string, body: object): Promise<Reply> {
    const done = await this.control('POST', `/robots/pas/${this.asid}/${what}`, body)
    await this.pass(0)
    return done
  }

  async order(kind: string, more: object = {}, behaviour: object = {}): Promise<void> {
    const body = { ...more, behaviour: { kind, ...behaviour } }
    const made = await this.control('POST', '/robots/pas/orders', body)
    expect(made.status, made.text).toBe(201)
  }

  pass(seconds: number): Promise<void> {
    return this.world.clock.advance(seconds * 1000)
  }

  free(): Promise<SlotResource[]> {
    return freeSlots(this.gp, SERVICE)
  }

  async messages(): Promise<Told[]> {
    return (await this.control('GET', `/robots/pas/${this.asid}/messages`)).json
  }

  async diary(state = 'BOOKED'): Promise<InDiary[]> {
    const path = `/robots/pas/${this.asid}/diary?service=${SERVICE}&state=${state}`
    return (await this.control('GET', path)).json
  }

  /** Begins to book, until the hospital has been asked; the answer is awaited later. */
  async asking(prefix = 'PRSC_IN040000') {
    const referral = await refer(this.gp)
    const [slot] = await this.free()
    if (!slot) throw new Error('no free slot')
    const answering = book(this.gp, referral, SERVICE, slot)
    // Each turn is a call over the network, so that the one that books comes to its turn as well.
    while (!this.asked(prefix)) await this.messages()
    await this.pass(0)
    return { answering, slot, ubrn: referral.json.id as string }
  }

  /** Whether an interaction was brought to the hospital. */
  asked(prefix: string): boolean {
    return this.world.journal.exchanges().some(({ operation }) => operation.startsWith(prefix))
  }

  async booking() {
    const { answering, ...more } = await this.asking()
    return { answer: await answering, ...more }
  }

  async booked() {
    const { answer, ...more } = await this.booking()
    expect(answer.status, answer.text).toBe(201)
    return more
  }

  read(ubrn: string): Promise<Reply> {
    return this.gp.get(`/STU3/ReferralRequest/${ubrn}`)
  }

  patientCancels(ubrn: string): Promise<Reply> {
    const act = { action: 'PATIENT_CANCELS', reason: 'PATIENT_ILL' }
    return this.control('POST', `/referrals/${ubrn}/actions`, act)
  }

  findings(): string[] {
    return this.world.journal
      .exchanges()
      .flatMap(({ findings }) => findings.map(({ rule }) => rule))
      .filter((rule) => rule.startsWith('ebs.'))
  }
}

describe.each(Object.entries(ROBOTS))(
  'a simulated hospital of MiM %s and e-RS',
  (release, asid) => {
    test('a slot is polled, booked, cancelled and offered again, without a finding', async () => {
      const story = await Story.begin(asid)
      const { slot, ubrn } = await story.booked()
      expect(await story.diary()).toContainEqual(expect.objectContaining({ ubrn }))
      expect((await story.free()).map(({ id }) => id)).not.toContain(slot.id)
      const cancelled = await story.patientCancels(ubrn)
      expect(cancelled.json.state, cancelled.text).toBe('APPT_CANCELLED_BY_PATIENT')
      expect((await story.diary()).some((one) => one.ubrn === ubrn)).toBe(false)
      await story.control('POST', `/services/${SERVICE}/polls`)
      await story.pass(0)
      expect((await story.free()).map(({ id }) => id)).toContain(slot.id)
      expect(story.findings()).toEqual([])
      const version = release === '2.3' ? 'PRSC_IN050000UK02' : 'PRSC_IN050000UK06'
      expect((await story.messages()).map(({ action }) => action)).toContain(version)
    })

    test('the hospital cancels, withdraws and reports absences; e-RS takes each', async () => {
      const story = await Story.begin(asid)
      const cancelled = await story.booked()
      await story.act('cancellations', { ubrn: cancelled.ubrn, reason: '01' })
      expect(stateOf(await story.read(cancelled.ubrn))).toBe('APPT_CANCELLED_BY_PROVIDER')
      const [next] = await story.free()
      const [withdrawn] = await story.diary('FREE')
      await story.act('withdrawals', { usrns: [withdrawn?.usrn] })
      expect((await story.free())[0]?.id).not.toBe(next?.id)
      const missed = await story.booked()
      await story.pass(3 * 86_400)
      await story.act('absences', { missed: [{ ubrn: missed.ubrn, reason: '3' }] })
      expect(
        stateOf(await new ErsClient(story.world, GP).get(`/STU3/ReferralRequest/${missed.ubrn}`)),
      ).toBe('DID_NOT_ATTEND')
      const told = (await story.messages()).filter(({ verdict }) => verdict)
      expect(told.map(({ verdict }) => verdict)).toEqual(['AA', 'AA', 'AA'])
    })
  },
)

describe('a simulated hospital that misbehaves', () => {
  test.each(['1', '5', '6', '7'])(
    'a refusal for reason %s is 502, and the slot stays',
    async (reason) => {
      const story = await Story.begin()
      await story.order('REJECTS', { message: 'requestAppointment' }, { reason })
      const { answer, slot } = await story.booking()
      expect(refusal(answer)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
      expect((await story.free()).map(({ id }) => id)).toContain(slot.id)
    },
  )

  test('a slot that it withdrew without a word is refused as taken, and gone', async () => {
    const story = await Story.begin()
    const free = await story.diary('FREE')
    await story.act('withdrawals', { usrns: free.map(({ usrn }) => usrn), tell: false })
    const { answer, slot } = await story.booking()
    expect(refusal(answer)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect((await story.free()).map(({ id }) => id)).not.toContain(slot.id)
  })

  test('silence is 504 after the wait', async () => {
    const story = await Story.begin()
    await story.order('SILENT', { message: 'requestAppointment' })
    const { answering } = await story.asking()
    await story.pass(120)
    expect(refusal(await answering)).toEqual([504, 'PAS_NOT_RESPONDING'])
  })

  test('a late confirmation is undone in its diary by e-RS', async () => {
    const story = await Story.begin()
    await story.order('LATE', { message: 'requestAppointment' })
    const { answering, ubrn } = await story.asking()
    await story.pass(120)
    expect(refusal(await answering)).toEqual([504, 'PAS_NOT_RESPONDING'])
    expect((await story.diary()).some((one) => one.ubrn === ubrn)).toBe(true)
    await story.pass(60)
    expect((await story.diary()).some((one) => one.ubrn === ubrn)).toBe(false)
    expect(story.findings()).toContain('ebs.late-answer')
  })

  test('an answer about another referral is an error of the hospital', async () => {
    const story = await Story.begin()
    await story.order('WRONG_UBRN', { message: 'requestAppointment' })
    const { answer } = await story.booking()
    expect(refusal(answer)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
    expect(story.findings()).not.toEqual([])
  })

  test('of two answers the first counts', async () => {
    const story = await Story.begin()
    await story.order('TWICE', { message: 'requestAppointment' })
    await story.booked()
    await story.pass(1)
    expect(story.findings()).not.toEqual([])
  })

  test('a rejection by its messaging is 502', async () => {
    const story = await Story.begin()
    await story.order('APPLICATION_REJECT', { message: 'requestAppointment' })
    const { answer } = await story.booking()
    expect(refusal(answer)).toEqual([502, 'PAS_RESPONDED_WITH_ERROR'])
  })

  test('a fault is got over by a second delivery, a minute later', async () => {
    const story = await Story.begin()
    await story.order('SOAP_FAULT', { message: 'requestAppointment', times: 1 })
    const { answering } = await story.asking()
    await story.pass(61)
    expect((await answering).status).toBe(201)
  })

  test('a MessageError is a delivery that failed: 504', async () => {
    const story = await Story.begin()
    await story.order('MESSAGE_ERROR', { message: 'requestAppointment' })
    const { answering } = await story.asking()
    await story.pass(120)
    expect(refusal(await answering)).toEqual([504, 'PAS_NOT_RESPONDING'])
  })

  test('without acknowledgements messages come again, and are answered once', async () => {
    const story = await Story.begin()
    await story.order('NO_ACKNOWLEDGEMENT', { message: 'requestAppointment' })
    await story.booked()
    await story.pass(300)
    const deliveries = story.world.journal
      .exchanges()
      .filter(
        ({ direction, operation }) => direction === 'OUT' && operation === 'PRSC_IN040000UK08',
      )
    expect(deliveries).toHaveLength(3)
    const answers = (await story.messages()).filter(({ action }) => action === 'PRSC_IN050000UK06')
    expect(answers).toHaveLength(1)
  })

  test('a refused cancellation leaves the booking on both sides', async () => {
    const story = await Story.begin()
    const { ubrn } = await story.booked()
    await story.order('REJECTS', { message: 'requestCancellation' })
    expect((await story.patientCancels(ubrn)).json.title).toBe('PAS_RESPONDED_WITH_ERROR')
    expect(stateOf(await story.read(ubrn))).toBe('BOOKED')
    expect((await story.diary()).some((one) => one.ubrn === ubrn)).toBe(true)
  })

  test('what it cancels is to be booked again', async () => {
    const story = await Story.begin()
    const { ubrn } = await story.booked()
    await story.act('cancellations', { ubrn })
    expect(await onWorklist(story.gp, 'AWAITING_BOOKING')).toContain(ubrn)
  })
})
