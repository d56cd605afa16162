import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { ErsClient, GP } from '../../support/client.js'
import { freeSlots } from '../../support/ers-steps.js'
import { NOW, ROBOTS, SERVICE } from './support.js'

let data: string
let before: RunningSandbox
let after: RunningSandbox | undefined

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ers-robot-'))
  before = await startSandbox({ data: join(data, 'first'), clock: { start: NOW, frozen: true } })
})
afterEach(async () => {
  await before.close()
  await after?.close()
  await rm(data, { recursive: true })
})

/** Ends the process as a kill does, with its files as they are, and goes on in another. */
async function killed(): Promise<SandboxWorld> {
  cpSync(join(data, 'first'), join(data, 'second'), { recursive: true })
  after = await startSandbox({ data: join(data, 'second') })
  return after.world()
}

/** Messages of a family that the hospital took or sent, by state. */
async function told(world: SandboxWorld, family: string): Promise<string[]> {
  const asid = ROBOTS['3.1.09']
  const answer = await fetch(`${world.url}/_sandbox/robots/pas/${asid}/messages`)
  const all = (await answer.json()) as { action: string; state: string }[]
  return all.filter(({ action }) => action.startsWith(family)).map(({ state }) => state)
}

async function connect(world: SandboxWorld): Promise<void> {
  const connection = { asid: ROBOTS['3.1.09'], pollingInterval: 1440, pollingDays: 14 }
  await world.control('PUT', `/services/${SERVICE}/pas`, connection)
  await world.clock.advance(0)
}

test('a poll that was answered late is answered once, after the process was killed', async () => {
  const world = before.world()
  await world.control('POST', '/robots/pas/orders', { behaviour: { kind: 'SLOW', seconds: 60 } })
  await connect(world)
  expect(await told(world, 'PRSC_IN080000')).toEqual(['TAKEN'])
  const later = await killed()
  await later.clock.advance(120_000)
  expect(await told(later, 'PRSC_IN080000')).toEqual(['TAKEN'])
  expect(await told(later, 'PRSC_IN090000')).toEqual(['ACKNOWLEDGED'])
  expect((await freeSlots(new ErsClient(later, GP), SERVICE)).length).toBeGreaterThan(0)
  const brought = (await later.control('GET', '/messages')) as { action: string; state: string }[]
  expect(
    brought
      .filter(({ action }) => action.startsWith('PRSC_IN0'))
      .map(({ action, state }) => [action.slice(0, 13), state]),
  ).toEqual([
    ['PRSC_IN080000', 'ACKNOWLEDGED'],
    ['PRSC_IN090000', 'ACKNOWLEDGED'],
  ])
})
