import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { stateOf } from '../../../support/ers-steps.js'
import { DRESSES, ForeignPas, payloads, pollIn } from '../../../support/foreign-pas.js'
import { answerTo, type ForeignRelease, ForeignStory, slotTomorrow } from './foreign-support.js'
import { NOW } from './support.js'

let sandbox: RunningSandbox
let pas: ForeignPas
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  pas = await ForeignPas.listen()
})
afterAll(async () => {
  await sandbox.close()
  await pas.close()
})

const begin = (release?: ForeignRelease) =>
  ForeignStory.begin(sandbox, `layout-${++count}`, pas, release)

/** Polls, books, cancels, books again and hears what the hospital does of its own accord. */
async function wholeStory(story: ForeignStory): Promise<void> {
  const [one, two, three] = [0, 1, 2].map((number) => slotTomorrow(number))
  if (!one || !two || !three) throw new Error('no slots')
  await story.offer([one, two, three])
  expect(await story.free()).toHaveLength(3)
  const first = await story.booked()
  expect(first.usrn).toBe(one.usrn)
  const { answering, asked } = await story.cancelling(first.ubrn)
  await story.say('cancelled', { ...answerTo(asked), payload: payloads.cancelled(first.ubrn) })
  expect((await answering).status).toBe(200)
  const second = await story.booked()
  await story.say('cancels', { payload: payloads.cancels(second.ubrn, '02') })
  expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${second.ubrn}`))).toBe(
    'APPT_CANCELLED_BY_PROVIDER',
  )
  await story.say('withdrawn', { payload: payloads.withdrawn(three.usrn) })
  expect(await story.free()).toEqual([])
  const verdicts = story.pas.of(story.says.mcci).map(({ hl7 }) => /typeCode="(A[AER])"/.exec(hl7))
  expect(verdicts.map((found) => found?.[1])).toEqual(['AA', 'AA'])
}

describe('a system that nobody here wrote and that writes', () => {
  test.each(Object.entries(DRESSES))('%s is understood from end to end', async (_, dress) => {
    const story = await begin()
    story.dress = dress
    await wholeStory(story)
    expect(story.findings()).toEqual([])
  })
})

test('the list of messages says what each answers, and the UBRNs and slots in it', async () => {
  const story = await begin()
  const poll = await story.offer([slotTomorrow(0)])
  const { asked, ubrn, usrn } = await story.booked()
  await story.say('missed', { payload: payloads.missed('3', ubrn, '000000000001') })
  const messages = (await story.control('GET', '/messages')).json
  const about = (kind: 'slots' | 'booking' | 'booked' | 'missed') =>
    messages.find(({ action }: { action: string }) => action === story.says[kind]).about
  expect(about('slots')).toEqual({
    answers: pollIn(poll.hl7),
    service: '11000',
    ubrns: [],
    usrns: [usrn],
  })
  expect(about('booking')).toEqual({ ubrns: [ubrn], usrns: [usrn] })
  expect(about('booked')).toEqual({ answers: asked.id, ubrns: [ubrn], usrns: [usrn] })
  expect(about('missed')).toEqual({ ubrns: [ubrn, '000000000001'], usrns: [] })
  const signal = messages.find(({ action }: { action: string }) => action === 'Acknowledgment')
  expect(signal.about).toBeUndefined()
})

test('a system of MiM 2.3 that nobody here wrote is understood', async () => {
  const story = await begin('2.3')
  await wholeStory(story)
  expect(story.findings()).toEqual([])
})
