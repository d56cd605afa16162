import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, type Who } from '../../support/client.js'
import { booking, proposal, type SlotResource, shortlist } from '../../support/ers-bodies.js'
import { actionsFor, freeSlots, operate, operationBody } from '../../support/ers-steps.js'

const CS = 'https://fhir.nhs.uk/STU3/CodeSystem/'
const REASONS = '_baseUrl_/STU3/CodeSystem/'

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
})
afterAll(() => sandbox.close())

type Attempt = (client: ErsClient, referral: Reply) => Promise<boolean>

const coded = (name: string, system: string, code: string) =>
  [name, 'valueCoding', { system, code }] as const

const succeeds = async (answer: Promise<Reply>): Promise<boolean> => (await answer).status < 300

async function tryEach<Item>(items: readonly Item[], attempt: (item: Item) => Promise<boolean>) {
  for (const item of items) if (await attempt(item)) return true
  return false
}

const shortlistOf = (referral: Reply): string[] =>
  referral.json.contained
    .find((one: { id: string }) => one.id === 'shortlist')
    .entry.map((one: { item: { identifier: { value: string } } }) => one.item.identifier.value)

/** Books, defers or sends for triage at any service of the shortlist. */
async function createAppointment(client: ErsClient, referral: Reply): Promise<boolean> {
  const ubrn = referral.json.id
  const version = referral.json.meta.versionId
  const patient = referral.json.subject.identifier.value
  return tryEach(shortlistOf(referral), async (service) => {
    const of = { ubrn, version, service, patient }
    const slots = await freeSlots(client, service).catch((): SlotResource[] => [])
    const [slot] = slots
    if (slot && (await succeeds(client.post('/STU3/Appointment', booking(of, slot))))) return true
    return tryEach(['NO_SLOTS_AT_SERVICE', 'TRIAGE'], (reason) =>
      succeeds(client.post('/STU3/Appointment', proposal(of, reason))),
    )
  })
}

const change = (profile: string, service: string) =>
  operationBody(
    profile,
    ['shortlist', 'resource', shortlist([service], { ageAndGenderAppropriate: false })],
    coded(
      'intentionToAddReferralLetter',
      `${CS}eRS-ReferralLetterIntention-1`,
      'NEED_TO_ADD_LATER',
    ),
    ['firstReminderLetterFollowUpDays', 'valueUnsignedInt', 0],
  )

const REFERRAL_REASONS = ['INTEND_PRIVATE', 'TRIAGE_ENDED', 'BOOKED_OUTSIDE_CAB']

/** A well-formed request of each action: it fails only if the action may not be done. */
const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  CREATE_APPOINTMENT: createAppointment,
  CHANGE_SHORTLIST: (client, referral) =>
    succeeds(
      operate(
        client,
        referral,
        'changeShortlist',
        change('eRS-ChangeShortlist-Parameters-1', '11001'),
      ),
    ),
  CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE: (client, referral) =>
    succeeds(
      operate(
        client,
        referral,
        'changeShortlistAndSendForTriage',
        change('eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1', '11004'),
      ),
    ),
  CANCEL_REFERRAL: (client, referral) =>
    tryEach(REFERRAL_REASONS, (code) =>
      succeeds(
        operate(
          client,
          referral,
          'cancelReferral',
          operationBody(
            'eRS-CancelReferral-Request-Parameters-1',
            coded('cancellationReason', `${REASONS}REFERRAL-CANCELLATION-REASON`, code),
          ),
        ),
      ),
    ),
  RECORD_REVIEW_OUTCOME: (client, referral) =>
    succeeds(
      operate(
        client,
        referral,
        'recordReviewOutcome',
        operationBody(
          'eRS-RecordReviewOutcome-Parameters-1',
          coded('reviewOutcome', `${CS}eRS-ReviewOutcome-1`, 'RETURN_TO_REFERRER_WITH_ADVICE'),
          ['reviewComments', 'valueString', 'Seen'],
        ),
      ),
    ),
  CANCEL_DIRECTLY_BOOKED_APPOINTMENT: async (client, referral) => {
    const reference = referral.json.extension.find((one: { url: string }) =>
      one.url.endsWith('Appointment-Reference-1'),
    )?.valueReference.reference
    if (!reference) return false
    const stored = await client.get(`/STU3/${reference}`)
    if (stored.status !== 200) return false
    const code = 'PATIENT_ILL'
    const reason = [{ coding: [{ system: `${REASONS}APPOINTMENT-CANCELLATION-REASON`, code }] }]
    const { comment: _comment, ...rest } = stored.json
    return succeeds(
      client.send(`/STU3/${reference}`, {
        method: 'PUT',
        body: { ...rest, status: 'cancelled', reason },
        headers: { 'If-Match': stored.headers.get('etag') ?? '' },
      }),
    )
  },
}

const SEEDED = [
  '000000070000',
  '000000070001',
  '000000070002',
  '000000070003',
  '000000070004',
  '000000070005',
  '000000070006',
  '000000070007',
  '000000070008',
  '000000070009',
  '000000070011',
  '000000070012',
  '000000071000',
  '000000071001',
  '000000071002',
  '000000071003',
  '000000071004',
  '000000071005',
  '000000071006',
  '000000071007',
]

let worlds = 0
async function inNewWorld<Result>(work: (world: SandboxWorld) => Promise<Result>): Promise<Result> {
  const world = sandbox.world(`actions-${worlds++}`)
  try {
    return await work(world)
  } finally {
    await world.delete()
  }
}

async function check(ubrn: string, who: Who): Promise<[string[], string[]]> {
  const read = async (world: SandboxWorld) => {
    const client = new ErsClient(world, who)
    const asReferrer = new ErsClient(world, GP)
    return { client, referral: await asReferrer.get(`/STU3/ReferralRequest/${ubrn}`) }
  }
  const offered = await inNewWorld(async (world) => {
    const { client, referral } = await read(world)
    return actionsFor(client, ubrn, referral.json.meta.versionId)
  })
  const possible: string[] = []
  for (const [action, attempt] of Object.entries(ATTEMPTS)) {
    const done = await inNewWorld(async (world) => {
      const { client, referral } = await read(world)
      return attempt(client, referral)
    })
    if (done) possible.push(action)
  }
  return [offered.sort(), possible.sort()]
}

describe('an action is offered if and only if its operation succeeds', () => {
  test.each(
    SEEDED.flatMap((ubrn) => [
      [ubrn, 'referrer', GP] as const,
      [ubrn, 'provider', CONSULTANT] as const,
    ]),
  )('%s for the %s', async (ubrn, _side, who) => {
    const [offered, possible] = await check(ubrn, who)
    expect(offered).toEqual(possible)
  })
})
