import { expect, test } from 'vitest'
import { assemble } from '../../../../src/library/assemble.js'
import { freeSlots, slotsInPeriod } from '../../../../src/world/tables/slot.js'
import { slotPolls } from '../../../../src/world/tables/slot-poll.js'
import {
  CLINIC,
  ORGANISATION,
  problemsOf,
  SERVICE,
  SMALL,
  seedFolder,
} from '../../../world/seed/folder.js'
import { NOW } from './support.js'

const SYSTEM = {
  asid: '300000000101',
  odsCode: 'T01',
  clients: ['T01'],
  partyKey: 'T01-300101',
  interactions: ['urn:nhs:names:services:ebs:PRSC_IN080000UK07'],
}

const connected = (pas: object) => ({
  ...SMALL,
  'organisations.json': [ORGANISATION],
  'accredited-systems.json': [SYSTEM],
  'services.json': [{ ...SERVICE, pas }],
  'clinics.json': [CLINIC],
})

test('a data set connects a service: it is polled from the start and has no slots of its own', async () => {
  const files = connected({ asid: SYSTEM.asid, pollingDays: 7 })
  expect(await problemsOf(files)).toEqual([])
  const sandbox = await assemble({
    ...{ seed: seedFolder(files), log: 'silent', clock: { start: NOW, frozen: true } },
  })
  const world = sandbox.worlds.create('seeded')
  await world.advance(0)
  expect(slotPolls.list(world.store)).toMatchObject([{ serviceId: SERVICE.id, asid: SYSTEM.asid }])
  const query = { serviceId: SERVICE.id, from: NOW, to: NOW + 100 * 24 * 3_600_000 }
  const priorities = ['ROUTINE', 'URGENT', 'TWO_WEEK_WAIT'] as const
  expect(freeSlots(world.store, { ...query, priorities }, { size: 10, number: 1 })).toEqual([])
  const before = slotsInPeriod(world.store, SERVICE.id, 'GONE', query).length
  await world.advance(3 * 24 * 3_600_000)
  expect(slotsInPeriod(world.store, SERVICE.id, 'FREE', query)).toEqual([])
  expect(before).toBeGreaterThan(0)
  await sandbox.close()
})

test.each([
  ['a system that is not there', { asid: '300000000999' }, 'pas.asid'],
  ['an ASID that is none', { asid: '1' }, 'pas.asid'],
  ['a release that there is not', { asid: SYSTEM.asid, release: '4' }, 'pas.release'],
  ['an interval of nothing', { asid: SYSTEM.asid, pollingInterval: 0 }, 'pas.pollingInterval'],
])('a data set with %s is refused', async (_, pas, place) => {
  expect((await problemsOf(connected(pas))).join('\n')).toContain(
    `services.json, record 1 (1), ${place}`,
  )
})
