import { afterAll, beforeAll, expect, test } from 'vitest'
import { entriesWithin } from '../../../src/services/sds/domain/directory.js'
import { SERVICES as BRANCH, PEOPLE } from '../../../src/services/sds/domain/entry.js'
import { directoryLookup } from '../../../src/services/sds/lookup.js'
import { forgetEntries, plansOf } from './plans.js'
import {
  type Directory,
  interaction,
  ODS,
  openDirectory,
  organisation,
  partyKey,
  SERVICES,
} from './support.js'

let directory: Directory

beforeAll(async () => {
  directory = await openDirectory()
})
afterAll(() => directory.close())

const POLL = interaction('ebs:PRSC_IN080000UK07')
const FULL = `${SERVICES}:ebs:PRSC_IN080000UK07`
const clues = (values: Record<string, string>, base = BRANCH) =>
  Array.from(entriesWithin(directory.world, base, new Map(Object.entries(values))))

const SEARCHES: Readonly<Record<string, () => unknown>> = {
  'devices by organisation and interaction': () =>
    directory.search('Device', [organisation('R69'), POLL]),
  'devices by everything': () =>
    directory.search('Device', [
      ...[organisation('R69'), POLL, partyKey('R69-800117')],
      `manufacturing-organization=${ODS}|X26`,
    ]),
  'endpoints by organisation and interaction': () =>
    directory.search('Endpoint', [organisation('R69'), POLL]),
  'endpoints by organisation and party key': () =>
    directory.search('Endpoint', [organisation('R69'), partyKey('R69-800117')]),
  'endpoints by interaction and party key': () =>
    directory.search('Endpoint', [POLL, partyKey('R69-800117')]),
  'endpoints by all three': () =>
    directory.search('Endpoint', [organisation('R69'), POLL, partyKey('R69-800117')]),
  'a contract by party key and interaction': () =>
    directoryLookup.contract(directory.world, 'R69-800117', FULL),
  'a contract by CPA id': () => directoryLookup.contractOfCpa(directory.world, 'S200000000117'),
  'systems of a party': () => directoryLookup.systemsOfParty(directory.world, 'R69-800117'),
  'systems of an organisation for an interaction': () =>
    directoryLookup.systemsAt(directory.world, 'R69', FULL),
  'entries by organisation': () => clues({ nhsIDCode: 'R69' }),
  'entries by organisation, class and interaction': () =>
    clues({ nhsIDCode: 'R69', objectClass: 'nhsAs', nhsAsSvcIA: FULL }),
  'entries by interaction': () => clues({ objectClass: 'nhsAs', nhsAsSvcIA: FULL }),
  'entries by received interaction': () => clues({ nhsMhsSvcIA: FULL }),
  'entries by party key': () => clues({ nhsMHSPartyKey: 'R69-800117' }),
  'entries by name': () => clues({ uniqueIdentifier: 'S200000000117' }),
  'entries by client': () => clues({ nhsAsClient: 'r69' }),
  'entries by maker': () => clues({ nhsMhsManufacturerOrg: 'x26', nhsIDCode: 'R69' }),
  'a person by user id': () => clues({ uid: '555073103100' }, PEOPLE),
}

test.each(Object.entries(SEARCHES))('%s: no table is read whole', async (_, search) => {
  forgetEntries(directory.world)
  const plans = await plansOf(directory.world, search)
  expect(plans.length).toBeGreaterThan(0)
  for (const step of plans) expect(step).not.toMatch(/^SCAN/)
})
