import { AndFilter, EqualityFilter, type Filter, OrFilter, type SearchOptions } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, firstSteps, type LdapDirectory, openLdap } from './support.js'

let directory: LdapDirectory

beforeAll(async () => {
  directory = await openLdap()
})
afterAll(() => directory.close())

const SERVICES = 'ou=services,o=nhs'
const PEOPLE = 'ou=People,o=nhs'
const ORGANISATIONS = 'ou=organisations, o=nhs'
/** The start of a filter that leaves one system. */
const R69 = '(&(objectClass=nhsAs)(nhsMHSPartyKey=R69-800117)'
const REQUEST = 'urn:nhs:names:services:ebs:PRSC_IN080000UK07'

const names = async (base: string, filter: string | Filter, options: SearchOptions = {}) =>
  firstSteps(await directory.search(base, { filter, ...options }))

describe('searches that suppliers make', () => {
  test('a system by organisation and interaction: party key and ASID', async () => {
    const found = await directory.search(SERVICES, {
      filter: `(&(nhsIDCode=R69)(objectClass=nhsAs)(nhsAsSvcIA=${REQUEST}))`,
      attributes: ['nhsMHSPartyKey', 'uniqueIdentifier'],
    })
    expect(found).toEqual([
      {
        dn: 'uniqueIdentifier=200000000117,ou=Services,o=nhs',
        uniqueIdentifier: '200000000117',
        nhsMHSPartyKey: 'R69-800117',
      },
    ])
  })

  test('an endpoint by party key and interaction: the address is its own, not the Spine’s', async () => {
    const found = await directory.search(SERVICES, {
      filter: `(&(objectClass=nhsMhs)(nhsMHSPartyKey=R69-800117)(nhsMhsSvcIA=${REQUEST}))`,
      attributes: ['nhsMHSEndPoint', 'nhsMhsFQDN', 'nhsMhsCPAId', 'nhsMHSRetries'],
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ nhsMhsCPAId: 'S200000000117' })
    const host = new URL(found[0]?.nhsMHSEndPoint as string).hostname
    expect(host).toBe(found[0]?.nhsMhsFQDN)
    expect(host).not.toContain('ncrs')
  })

  test.each([
    [`(&(nhsIDCode=R69)(objectClass=nhsMhs)(nhsMhsSvcIA=${REQUEST})(nhsMHSPartyKey=R69-800117))`],
    [`(&(nhsidcode=R69)(objectClass=nhsMhs)(nhsMhsSvcIA=${REQUEST}))`],
    [`(&(objectClass=nhsMHS)(nhsMHSSvcIA=${REQUEST})(nhsIDCode=R69))`],
  ])('an endpoint by %s', async (filter) => {
    expect(await names(SERVICES, filter)).toEqual(['S200000000117'])
  })

  test.each([
    ['(&(nhsidcode=R69)(objectclass=nhsAs)(nhsMHSPartyKey=R69-800117))'],
    [`(&(nhsIDCode=R69)(objectClass=nhsAs)(nhsAsSvcIA=${REQUEST})(nhsMhsManufacturerOrg=X26))`],
    [`(&(nhsIDCode=R69)(objectClass=nhsAs)(nhsAsSvcIA=${REQUEST})(nhsMHSPartyKey=R69-800117))`],
    ['(uniqueIdentifier=200000000117)'],
    ['(&(nhsAsClient=r69)(nhsMHSPartyKey=R69-800117)(objectClass=nhsAs))'],
  ])('a system by %s', async (filter) => {
    expect(await names(SERVICES, filter)).toEqual(['200000000117'])
  })

  test('systems one level below the branch, names of attributes in any letter case', async () => {
    const found = await directory.search(SERVICES, {
      scope: 'one',
      filter: `(&(NHSIDCODE=R69)(OBJECTCLASS=NHSAS)(nhsassvcia=${REQUEST}))`,
      attributes: ['nhsmhspartykey', 'UNIQUEIDENTIFIER'],
    })
    // The schema's spelling comes back; the client under test adds the one that was asked for, empty.
    expect(found[0]).toMatchObject({
      uniqueIdentifier: '200000000117',
      nhsMHSPartyKey: 'R69-800117',
    })
  })

  test('an organisation by code, a practice by class and code, organisations by part of the name', async () => {
    const attributes = ['nhsIDCode', 'o', 'postalAddress', 'postalCode', 'nhsOrgTypeCode']
    const found = await directory.search(ORGANISATIONS, {
      filter: '(uniqueidentifier=d82106)',
      attributes,
    })
    expect(found[0]).toMatchObject({ nhsIDCode: 'D82106', nhsOrgTypeCode: 'PR' })
    expect(Object.keys(found[0] ?? {}).sort()).toEqual(['dn', ...attributes].sort())
    expect(await names(ORGANISATIONS, '(&(objectclass=nhsGPPractice)(nhsIDCode=D82106))')).toEqual([
      'D82106',
    ])
    expect(await names(ORGANISATIONS, '(o=*SALTMARSH*)')).toEqual(['D82106'])
  })

  test('a user with memberships and role profiles', async () => {
    const found = await directory.search('uid=555031998104,ou=people,o=nhs', {
      filter: '(objectclass=*)',
      attributes: [
        'uid',
        'Sn',
        'objectclass',
        'nhsIDCode',
        'nhsJobRoleCode',
        'nhsBusinessFunctionsCodes',
      ],
    })
    expect(found.map(({ objectClass }) => (objectClass as string[]).at(-1))).toEqual([
      'nhsPerson',
      'nhsOrgPerson',
      'nhsOrgPersonRole',
      'nhsOrgPerson',
      'nhsOrgPersonRole',
    ])
    expect(found[4]).toMatchObject({
      dn: expect.stringMatching(
        /^uniqueIdentifier=600000000126,uniqueIdentifier=\d{12},uid=555031998104,ou=People,o=nhs$/,
      ),
      nhsIDCode: 'RCD',
      nhsJobRoleCode: 'S8001:G8002:R8008',
      nhsBusinessFunctionsCodes: 'B1115',
    })
  })

  test('users by registration number, and by the start of the id', async () => {
    const person = (
      await directory.search(PEOPLE, { filter: '(nhsGMC=*)', attributes: ['nhsGMC', 'uid'] })
    )[0]
    const clauses = `(uid=${person?.uid})(nhsgmc=${person?.nhsGMC})`
    expect(await names(PEOPLE, `(&(objectclass=organizationalPerson)${clauses})`)).toEqual([
      person?.uid,
    ])
    const found = await names(PEOPLE, '(uid=5550*)', { scope: 'one' })
    expect(found.length).toBeGreaterThan(3)
    expect(found.filter((uid) => !uid.startsWith('5550'))).toEqual([])
  })

  test('role profiles of an organisation that hold an activity; workgroups', async () => {
    const filter =
      '(&(objectclass=nhsOrgPersonRole)(nhsIDCode=RCD)(nhsBusinessFunctionsCodes=B1115))'
    expect(await names(PEOPLE, filter)).toEqual(['600000000126'])
    expect(await names('ou=ReferenceData,o=nhs', '(objectclass=nhsWg)')).toContain('R69-CARDIOLOGY')
  })
})

describe('matching rules', () => {
  test.each([
    ['organisation codes by letter case', '(&(nhsIDCode=r69)(objectClass=nhsAs))'],
    ['interactions by letter case', `(nhsAsSvcIA=${REQUEST.toUpperCase()})`],
    ['parts of a value without such a rule', '(nhsMHSPartyKey=R69*)'],
    ['parts of an identifier', '(uniqueIdentifier=2000*)'],
    ['values without a rule of equality', '(nhsMHsIN=PRSC_IN080000UK07)'],
    ['an order where there is none', '(nhsIDCode>=A)'],
    ['an unknown attribute', '(noSuchAttribute=1)'],
    ['the opposite of an unknown attribute', '(!(noSuchAttribute=1))'],
    ['the opposite of what cannot be compared', '(!(nhsMHsIN=PRSC_IN080000UK07))'],
    ['presence of an unknown attribute', '(noSuchAttribute=*)'],
    ['an unknown class', '(objectClass=noSuchClass)'],
  ])('%s: nothing is found, and that is no error', async (_, filter) => {
    expect(await names(SERVICES, filter)).toEqual([])
  })

  test.each([
    ['party keys without letter case', '(&(objectClass=nhsAs)(nhsMHSPartyKey=r69-800117))'],
    ['manufacturers without letter case', `${R69}(nhsMhsManufacturerOrg=x26))`],
    ['approximately as equally', `${R69}(nhsIDCode~=R69))`],
    ['a rule by name', `${R69}(nhsIDCode:caseExactMatch:=R69))`],
    ['another rule than its own', `${R69}(nhsIDCode:caseIgnoreMatch:=r69))`],
    ['steps of the name', `${R69}(ou:dn:=services))`],
    ['any attribute by a rule', `(&(:caseExactMatch:=R69-800117)(objectClass=nhsAs))`],
    ['blanks at the ends', `${R69}(nhsIDCode= R69 ))`],
  ])('%s', async (_, filter) => {
    expect(await names(SERVICES, filter)).toEqual(['200000000117'])
  })

  test('an attribute by its OID, and what always or never holds', async () => {
    const asid = new EqualityFilter({
      attribute: '0.9.2342.19200300.100.1.44',
      value: '200000000117',
    })
    const always = new AndFilter({ filters: [] })
    const never = new OrFilter({ filters: [] })
    const both = (other: Filter) => new AndFilter({ filters: [asid, other] })
    expect(await names(SERVICES, both(always))).toEqual(['200000000117'])
    expect(await names(SERVICES, both(never))).toEqual([])
    expect(await names(SERVICES, never)).toEqual([])
  })

  test('alternatives give each entry once', async () => {
    const filter =
      '(&(objectClass=nhsAs)(|(nhsIDCode=R69)(nhsMHSPartyKey=R69-800117)(nhsIDCode=X26)))'
    const found = await names(SERVICES, filter)
    expect(found).toEqual(expect.arrayContaining(['200000000117', '918999199246']))
    expect(new Set(found).size).toBe(found.length)
  })

  test('presence works for every attribute, and classes above match', async () => {
    const found = await names(SERVICES, '(&(nhsMhsFQDN=*)(nhsIDCode=R69))')
    expect(found).toContain('S200000000117')
    expect(await names(ORGANISATIONS, '(objectclass=organizationalUnit)')).toEqual(
      expect.arrayContaining(['Organisations', 'R6901']),
    )
    expect(await names(PEOPLE, '(&(uid=555031998104)(objectClass=person))')).toHaveLength(3)
  })

  test('parts of names: from the start, in between, at the end, with stars in them', async () => {
    expect(await names(ORGANISATIONS, '(o=salt*medical*ICE)')).toEqual(['D82106'])
    expect(await names(ORGANISATIONS, '(o=medical*)')).toEqual([])
    expect(await names(ORGANISATIONS, '(o=*\\2a*)')).toEqual([])
  })
})

describe('bases and scopes', () => {
  test('base, one level, subtree', async () => {
    const count = async (scope: 'base' | 'one' | 'sub' | 'children') =>
      (await directory.search('o=nhs', { scope, filter: '(objectClass=organizationalUnit)' }))
        .length
    expect(await count('base')).toBe(0)
    expect(await count('one')).toBe(4)
    expect(await count('sub')).toBeGreaterThan(5)
    expect(await names('ou=Services,o=nhs', '(objectClass=*)', { scope: 'base' })).toEqual([
      'Services',
    ])
    const below = await names('uid=555031998104,ou=People,o=nhs', '(objectClass=*)', {
      scope: 'children',
    })
    expect(below).toHaveLength(4)
  })

  test.each([
    'OU=Services , O=NHS',
    'organizationalUnitName=services,o=nhs',
    '2.5.4.11=services,2.5.4.10=nhs',
    'ou=serv\\69ces;o=nhs',
    'ou="services",o=nhs',
  ])('%s is the same base', async (base) => {
    expect(await names(base, '(uniqueIdentifier=200000000117)')).toEqual(['200000000117'])
  })

  test.each([
    ['dc=example,dc=com', 32],
    ['uid=nobody,ou=people,o=nhs', 32],
    ['no name', 34],
    ['ou=services,o=nhs,', 34],
    ['ou=ser\\vices,o=nhs', 34],
  ])('%s is refused with %i', async (base, code) => {
    expect(await codeOf(directory.search(base))).toBe(code)
  })

  test('the empty base is the server’s own entry, and no root of everything', async () => {
    expect(await codeOf(directory.search('', { scope: 'sub' }))).toBe(32)
  })
})

describe('what is shown', () => {
  const shown = async (attributes: string[], options: SearchOptions = {}) => {
    const [entry] = await directory.search('uniqueIdentifier=D82106,ou=Organisations,o=nhs', {
      scope: 'base',
      attributes,
      ...options,
    })
    return Object.entries(entry ?? {})
      .filter(([, value]) => value.length > 0)
      .map(([name]) => name)
  }

  test('all attributes but the server’s own, unless they are asked for', async () => {
    const all = await shown([])
    expect(all).toEqual(expect.arrayContaining(['objectClass', 'o', 'nhsIDCode']))
    expect(all).not.toContain('entryDN')
    expect(await shown(['*'])).toEqual(all)
    expect(await shown(['+'])).toEqual([
      ...['dn', 'structuralObjectClass', 'entryDN', 'subschemaSubentry', 'hasSubordinates'],
    ])
    expect(await shown(['*', 'entrydn'])).toEqual(expect.arrayContaining([...all, 'entryDN']))
  })

  test('none, those named, their kinds, those of a class', async () => {
    expect(await shown(['1.1'])).toEqual(['dn'])
    expect(await shown(['1.1', 'o'])).toEqual(['dn', 'o'])
    expect(await shown(['nhsIDCode', 'noSuchAttribute'])).toEqual(['dn', 'nhsIDCode'])
    expect(await shown(['name'])).toEqual(['dn', 'o', 'l'])
    expect(await shown(['@nhsGPPractice'])).toContain('nhsPCTCode')
  })

  test('names without values', async () => {
    const [entry] = await directory.search('uniqueIdentifier=D82106,ou=Organisations,o=nhs', {
      scope: 'base',
      attributes: ['o', 'nhsIDCode'],
      returnAttributeValues: false,
    })
    expect(entry).toEqual({
      dn: 'uniqueIdentifier=D82106,ou=Organisations,o=nhs',
      nhsIDCode: [],
      o: [],
    })
  })

  test('who has entries below', async () => {
    const below = async (filter: string) =>
      (await directory.search(PEOPLE, { filter, attributes: ['hasSubordinates'] })).map(
        ({ hasSubordinates }) => hasSubordinates,
      )
    expect(await below('(&(uid=555073103100)(objectClass=nhsPerson))')).toEqual(['TRUE'])
    expect(await below('(uniqueIdentifier=600000000126)')).toEqual(['FALSE'])
  })
})

describe('the server’s own entries', () => {
  test('the root says where the directory is and what is spoken', async () => {
    const [root] = await directory.search('', { scope: 'base', attributes: ['*', '+'] })
    expect(root).toMatchObject({
      namingContexts: 'o=nhs',
      subschemaSubentry: 'cn=Subschema',
      supportedLDAPVersion: '3',
      supportedControl: expect.arrayContaining(['1.2.840.113556.1.4.319']),
      supportedExtension: '1.3.6.1.4.1.4203.1.11.3',
    })
  })

  test('the schema has every attribute and class that an entry has', async () => {
    const [schema] = await directory.search('cn=subschema', {
      scope: 'base',
      filter: '(objectClass=subschema)',
      attributes: ['attributeTypes', 'objectClasses', 'ldapSyntaxes', 'matchingRules'],
    })
    const defined = (definitions: unknown) =>
      new Set((definitions as string[]).flatMap((one) => one.match(/(?<=')[\w-]+(?=')/g) ?? []))
    const [types, classes] = [defined(schema?.attributeTypes), defined(schema?.objectClasses)]
    const entries = [
      ...(await directory.search(SERVICES, { sizeLimit: 0, paged: true })),
      ...(await directory.search(ORGANISATIONS, { paged: true })),
      ...(await directory.search(PEOPLE, { paged: true })),
    ]
    const used = entries.flatMap(({ dn: _, objectClass: _class, ...attributes }) =>
      Object.keys(attributes),
    )
    expect([...new Set(used)].filter((name) => !types.has(name))).toEqual([])
    const kinds = entries.flatMap(({ objectClass }) => objectClass as string[])
    expect([...new Set(kinds)].filter((name) => !classes.has(name))).toEqual([])
  })

  test('it says that party keys are one value, and interactions of a system many', async () => {
    const [schema] = await directory.search('cn=Subschema', {
      scope: 'base',
      attributes: ['attributeTypes'],
    })
    const definition = (name: string) =>
      [schema?.attributeTypes].flat().find((one) => one?.includes(`'${name}'`))
    expect(definition('nhsMHSPartyKey')).toBe(
      "( 1.2.826.0.1285.0.2.1.82 NAME 'nhsMHSPartyKey' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
    )
    expect(definition('nhsAsSvcIA')).not.toContain('SINGLE-VALUE')
    expect(definition('nhsMhsFQDN')).not.toContain('EQUALITY')
  })
})
