import { mkdtemp, rm } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { refer, stateOf } from '../../../support/ers-steps.js'
import { ForeignPas, payloads, ubrnIn, usrnIn } from '../../../support/foreign-pas.js'
import { answerTo, ForeignStory, slotTomorrow } from './foreign-support.js'
import { NOW } from './support.js'

let data: string
let pas: ForeignPas
let sandbox: RunningSandbox
let browser: ClientRequest | undefined

const open = () => startSandbox({ data, clock: { start: NOW, frozen: true } })

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ers-sandbox-mim-'))
  pas = await ForeignPas.listen()
  browser = undefined
  sandbox = await open()
})
afterEach(async () => {
  await sandbox.close()
  await pas.close()
  await rm(data, { recursive: true, force: true })
})

/** Lets the patient do something in the portal; the browser is closed before the process ends. */
function inPortal(story: ForeignStory, ubrn: string, action: object): void {
  const headers = { 'Content-Type': 'application/json' }
  const url = `${story.world.url}/_sandbox/referrals/${ubrn}/actions`
  browser = request(url, { method: 'POST', headers, agent: false }).on('error', () => undefined)
  browser.end(JSON.stringify(action))
}

/** Ends the process and starts it again on the same data. */
async function restarted(story: ForeignStory): Promise<ForeignStory> {
  browser?.destroy()
  await pas.quiet()
  await sandbox.close()
  sandbox = await open()
  return story.again(sandbox)
}

test('a restart in the middle of a booking: what the hospital booked meanwhile is cancelled, and can be booked anew', async () => {
  const before = await ForeignStory.begin(sandbox, 'restart', pas)
  await before.offer([slotTomorrow(0)])
  const ubrn = (await refer(before.gp)).json.id as string
  const [slot] = await before.free()
  inPortal(before, ubrn, { action: 'PATIENT_BOOKS', slotId: Number(slot?.id) })
  const asked = await pas.next(before.says.booking)
  const usrn = usrnIn(asked.hl7)
  expect(asked.hl7).not.toContain('<author typeCode="AUT">\n      <AgentPersonSDS')
  const story = await restarted(before)
  await story.say('booked', { ...answerTo(asked), payload: payloads.appointment(usrn, ubrn) })
  const { hl7, conversationId, id } = await pas.next(story.says.cancellation)
  expect([ubrnIn(hl7), usrnIn(hl7)]).toEqual([ubrn, usrn])
  expect(hl7).toContain('<reasonCode code="39"')
  await story.say('cancelled', {
    conversationId,
    ack: { type: 'AA', to: id },
    payload: payloads.cancelled(ubrn),
  })
  expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('NOT_BOOKED')
  await story.control('POST', '/services/11000/polls')
  await story.offer([slotTomorrow(0, usrn)])
  expect((await story.booked()).usrn).toBe(usrn)
  expect(story.findings()).toEqual(['ebs.late-answer'])
})

test('a restart in the middle of a poll: the answer is taken', async () => {
  const before = await ForeignStory.begin(sandbox, 'poll', pas)
  await before.polled()
  const story = await restarted(before)
  await story.offer([slotTomorrow(0)])
  expect(await story.free()).toHaveLength(1)
  expect(story.findings()).toEqual([])
})

test('a restart in the middle of a cancellation: the appointment is cancelled when the hospital says so', async () => {
  const before = await ForeignStory.begin(sandbox, 'cancel', pas)
  await before.offer([slotTomorrow(0)])
  const { ubrn } = await before.booked()
  inPortal(before, ubrn, { action: 'PATIENT_CANCELS', reason: 'PATIENT_ILL' })
  const asked = await pas.next(before.says.cancellation)
  const story = await restarted(before)
  expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('BOOKED')
  await story.say('cancelled', { ...answerTo(asked), payload: payloads.cancelled(ubrn) })
  expect(stateOf(await story.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toMatch(/^APPT_CANCELLED/)
  expect(story.findings()).toEqual(['ebs.late-answer'])
})
