import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freeSlots, refer, stateOf } from '../../../support/ers-steps.js'
import { FakePas, type Opened, openSandbox, SERVICE, slotAt } from './support.js'

let data: string
let opened: Opened

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ers-sandbox-pas-'))
  opened = await openSandbox(data)
})
afterEach(async () => {
  await opened.close()
  await rm(data, { recursive: true, force: true })
})

/** Books in the portal; the caller may go away. */
function booking(pas: FakePas, ubrn: string, slotId: number, signal?: AbortSignal) {
  return fetch(`${pas.url}/_sandbox/referrals/${ubrn}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'PATIENT_BOOKS', slotId }),
    ...(signal && { signal }),
  })
}

async function askedIn(pas: FakePas, signal?: AbortSignal) {
  await pas.connect([slotAt(1)])
  const ubrn = (await refer(pas.gp)).json.id as string
  const [slot] = await freeSlots(pas.gp, SERVICE)
  const answering = booking(pas, ubrn, Number(slot?.id), signal).catch(() => undefined)
  return { ubrn, answering, asked: await pas.asked('BOOK') }
}

test('a booking that was cut off by the end of the process is not made; its late answer is undone', async () => {
  const client = new AbortController()
  const { asked, ubrn, answering } = await askedIn(
    await FakePas.open(opened, 'restart'),
    client.signal,
  )
  client.abort()
  await answering
  await opened.close()
  opened = await openSandbox(data)
  const pas = await FakePas.open(opened, 'restart')
  expect(pas.request(asked.id)).toMatchObject({ state: 'TIMED_OUT', open: false })
  expect(pas.slot(asked.slotId)?.status).toBe('HELD')
  expect(pas.answer(asked, { state: 'CONFIRMED' })).toBe('LATE')
  expect(pas.request(pas.last('CANCEL').subject)).toMatchObject({ ubrn, usrn: asked.usrn })
  expect(stateOf(await pas.gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('NOT_BOOKED')
})

test('a poll comes at its time after a restart, and the service stays connected', async () => {
  const pas = await FakePas.open(opened, 'polls')
  await pas.connect([slotAt(1)])
  await opened.close()
  opened = await openSandbox(data)
  const again = await FakePas.open(opened, 'polls')
  expect(await freeSlots(again.gp, SERVICE)).toHaveLength(1)
  await again.world.advance(30 * 60_000 - 1)
  expect(again.of('POLL')).toEqual([])
  await again.world.advance(1)
  expect(again.of('POLL')).toHaveLength(1)
})

test('a booking under way ends with 422 when its world is started anew', async () => {
  const { answering } = await askedIn(await FakePas.open(opened, 'reset'))
  await opened.sandbox.worlds.reset('reset')
  const answer = await answering
  expect(answer?.status).toBe(422)
  expect(await answer?.json()).toMatchObject({ title: 'PAS_NOT_RESPONDING' })
})
