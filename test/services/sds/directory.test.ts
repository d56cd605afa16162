import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../../src/library/assemble.js'
import type { Sandbox } from '../../../src/server/sandbox.js'
import { entriesOf, entriesWithin, entryAt } from '../../../src/services/sds/domain/directory.js'
import {
  below,
  type Dn,
  ORGANISATIONS,
  PEOPLE,
  SERVICES,
} from '../../../src/services/sds/domain/entry.js'
import type { World } from '../../../src/world/world.js'

let sandbox: Sandbox
let world: World

beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' })
  world = sandbox.worlds.get('default')
})
afterAll(() => sandbox.close())

const nameOf = (dn: Dn): string => dn.map(({ attribute, value }) => `${attribute}=${value}`).join()

describe('the tree', () => {
  test('has each entry once, and above each entry another', () => {
    const names = [...entriesOf(world)].map(({ dn }) => nameOf(dn))
    expect(new Set(names).size).toBe(names.length)
    const orphans = [...entriesOf(world)]
      .filter(({ dn }) => dn.length > 1)
      .filter(({ dn }) => !names.includes(nameOf(dn.slice(1))))
    expect(orphans).toEqual([])
  })

  test('finds every entry by its name, in any letter case', () => {
    for (const entry of entriesOf(world)) {
      const shouted = entry.dn.map(({ attribute, value }) => ({
        attribute: attribute.toUpperCase(),
        value: ` ${value.toLowerCase()} `,
      }))
      expect(entryAt(world, shouted)).toEqual(entry)
    }
    expect(entryAt(world, below(SERVICES, 'uniqueIdentifier', '1'))).toBeUndefined()
  })
})

describe('what is shown', () => {
  test('of a practice', () => {
    expect(entryAt(world, below(ORGANISATIONS, 'uniqueIdentifier', 'D82106'))).toEqual({
      dn: below(ORGANISATIONS, 'uniqueIdentifier', 'D82106'),
      objectClass: ['top', 'organization', 'nhsGPPractice'],
      attributes: {
        uniqueIdentifier: ['D82106'],
        o: ['Saltmarsh Medical Practice'],
        nhsIDCode: ['D82106'],
        nhsOrgType: ['GP Practice'],
        nhsOrgTypeCode: ['PR'],
        postalAddress: ['The Health Centre$Staithe Road$$Norwich$'],
        postalCode: ['NR1 9ZZ'],
        l: ['Norwich'],
        nhsCountry: ['England'],
        nhsParentOrgCode: ['99Z'],
        nhsPCTCode: ['99Z'],
        nhsOrgOpenDate: ['19740401'],
        nhsSyntheticIndicator: ['1'],
        telephoneNumber: ['01632 960410'],
      },
    })
  })

  test('of a site, and of a practice that closed', () => {
    const site = entryAt(world, below(ORGANISATIONS, 'uniqueIdentifier', 'R6901'))
    expect(site?.objectClass).toEqual(['top', 'organizationalUnit', 'nhsSite'])
    expect(site?.attributes).toMatchObject({ ou: ['Cicero-Clinic'], nhsParentOrgCode: ['R69'] })
    expect(site?.attributes).not.toHaveProperty('o')
    const closed = entryAt(world, below(ORGANISATIONS, 'uniqueIdentifier', 'Y99009'))
    expect(closed?.attributes).toMatchObject({
      nhsOrgCloseDate: ['20210930'],
      nhsOCSSuccessor: ['Y99001'],
    })
  })

  test('of a person: memberships, and the role profiles held there', () => {
    const found = [...entriesWithin(world, below(PEOPLE, 'uid', '555031998104'))]
    expect(found.map(({ objectClass }) => objectClass.at(-1))).toEqual([
      'nhsPerson',
      'nhsOrgPerson',
      'nhsOrgPersonRole',
      'nhsOrgPerson',
      'nhsOrgPersonRole',
    ])
    expect(found[0]?.attributes).toMatchObject({
      uid: ['555031998104'],
      sn: ['Tarrant'],
      givenName: ['Gwen'],
      nhsPersonStatus: ['1'],
    })
    expect(found[4]?.attributes).toEqual({
      uniqueIdentifier: ['600000000126'],
      nhsIDCode: ['RCD'],
      nhsJobRole: ['"Support":"Support":"Admin/Clinical Support Access Role"'],
      nhsJobRoleCode: ['S8001:G8002:R8008'],
      nhsBusinessFunctionsCodes: ['B1115'],
      nhsBusinessFunctions: ['Proxy Manage Inbound Referrals'],
    })
    expect(found[4]?.dn).toHaveLength(5)
  })

  test('of systems: what they may send, and what they receive where', () => {
    const system = entryAt(world, below(SERVICES, 'uniqueIdentifier', '918999199246'))
    expect(system?.objectClass).toEqual(['top', 'nhsAs'])
    expect(system?.attributes).toMatchObject({
      nhsIDCode: ['X26'],
      nhsMHSPartyKey: ['X26-822084'],
      nhsAsSvcIA: ['urn:nhs:names:services:gp2gp:COPC_IN000001UK01'],
    })
    const endpoint = entryAt(world, below(SERVICES, 'uniqueIdentifier', 's20001a000182'))
    expect(endpoint?.objectClass).toEqual(['top', 'nhsMhs'])
    expect(endpoint?.attributes).toMatchObject({
      nhsMHsSN: ['urn:nhs:names:services:psis'],
      nhsMHsIN: ['REPC_IN150016UK05'],
      nhsMhsSvcIA: ['urn:nhs:names:services:psis:REPC_IN150016UK05'],
      nhsMHSRetries: ['2'],
    })
  })
})

describe('clues', () => {
  const names = (clues: Record<string, string>, base = SERVICES): (string | undefined)[] =>
    [...entriesWithin(world, base, new Map(Object.entries(clues)))]
      .filter(({ dn }) => dn.length === 3)
      .map(({ dn }) => dn[0]?.value)

  test('narrow what is read to what an index finds', () => {
    const request = 'urn:nhs:names:services:ebs:PRSC_IN080000UK07'
    expect(names({ nhsIDCode: 'R69', objectClass: 'nhsMhs', nhsMhsSvcIA: request })).toEqual([
      'S200000000117',
    ])
    expect(names({ NHSIDCODE: 'RZZ', OBJECTCLASS: 'NHSAS', nhsAsSvcIA: request })).toEqual([
      '999000000101',
    ])
    expect(names({ nhsMHSPartyKey: 'yes-0000806', nhsMhsSvcIA: request })).toEqual([])
    expect(names({ uniqueIdentifier: '918999199246' })).toEqual(['918999199246'])
    expect(names({ uniqueIdentifier: 'd82106' }, ORGANISATIONS)).toEqual(['D82106'])
    expect(names({ uid: '555031998104' }, PEOPLE)).toEqual(['555031998104'])
  })
})
