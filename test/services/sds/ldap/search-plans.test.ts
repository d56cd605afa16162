import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetEntries, plansOf } from '../plans.js'
import { type LdapDirectory, openLdap } from './support.js'

let directory: LdapDirectory

beforeAll(async () => {
  directory = await openLdap()
  // Where people work is read once and known until somebody's roles change.
  await directory.search(PEOPLE, { filter: '(nhsIDCode=R69)' })
})
afterAll(() => directory.close())

const SERVICES = 'ou=Services,o=nhs'
const PEOPLE = 'ou=People,o=nhs'
const ORGANISATIONS = 'ou=Organisations,o=nhs'
const REQUEST = 'urn:nhs:names:services:ebs:PRSC_IN080000UK07'

test.each([
  [SERVICES, `(&(nhsIDCode=R69)(objectClass=nhsAs)(nhsAsSvcIA=${REQUEST}))`],
  [SERVICES, `(&(nhsIDCode=R69)(objectClass=nhsMhs)(nhsMhsSvcIA=${REQUEST}))`],
  [SERVICES, `(&(objectClass=nhsMhs)(nhsMHSPartyKey=R69-800117)(nhsMhsSvcIA=${REQUEST}))`],
  [SERVICES, '(&(nhsidcode=R69)(objectclass=nhsAs)(nhsMHSPartyKey=R69-800117))'],
  [SERVICES, '(uniqueIdentifier=200000000117)'],
  [SERVICES, '(nhsIDCode=R69)'],
  [SERVICES, '(nhsAsClient=R69)'],
  [SERVICES, '(nhsMhsManufacturerOrg=X26)'],
  [SERVICES, `(nhsAsSvcIA=${REQUEST})`],
  [SERVICES, `(nhsMHSSvcIA=${REQUEST})`],
  [SERVICES, '(nhsMHSPartyKey=r69-800117)'],
  [SERVICES, '(nhsMhsCPAId=S200000000117)'],
  [SERVICES, '(|(nhsIDCode=R69)(nhsIDCode=X26)(uniqueIdentifier=200000000117))'],
  [SERVICES, `(&(|(nhsIDCode=R69)(nhsIDCode=X26))(nhsAsSvcIA=${REQUEST})(!(nhsAsACF=NONE)))`],
  [ORGANISATIONS, '(uniqueidentifier=D82106)'],
  [ORGANISATIONS, '(&(objectclass=nhsGPPractice)(nhsIDCode=D82106))'],
  [PEOPLE, '(&(objectclass=organizationalPerson)(uid=555073103100))'],
  [PEOPLE, '(uniqueIdentifier=600000000126)'],
  [PEOPLE, '(&(objectclass=nhsOrgPersonRole)(nhsIDCode=RCD))'],
  ['uid=555073103100,ou=People,o=nhs', '(objectClass=*)'],
  ['uniqueIdentifier=200000000117,ou=Services,o=nhs', '(objectClass=*)'],
])('%s %s: no table is read whole, and nothing is said against it', async (base, filter) => {
  forgetEntries(directory.world)
  let found = 0
  const plans = await plansOf(directory.world, async () => {
    found = (await directory.search(base, { filter })).length
  })
  expect(found).toBeGreaterThan(0)
  expect(plans.length).toBeGreaterThan(0)
  for (const step of plans) expect(step).not.toMatch(/^SCAN/)
  expect(directory.last().findings).toEqual([])
})
