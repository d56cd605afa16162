import { Attribute, type BerWriter, Change, type Client, Control } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  codeOf,
  type LdapDirectory,
  message,
  openLdap,
  RawConnection,
  searchMessage,
} from './support.js'

let directory: LdapDirectory
let anonymous: Client
let bound: Client

const ME = 'cn=supplier,ou=Accounts,o=nhs'
const SYSTEM = 'uniqueIdentifier=200000000117,ou=Services,o=nhs'
const PERSON = 'uid=555073103100,ou=People,o=nhs'
const WHO_AM_I = '1.3.6.1.4.1.4203.1.11.3'

beforeAll(async () => {
  directory = await openLdap()
  anonymous = directory.client()
  bound = directory.client()
  await bound.bind(ME, 'whatever the supplier was given')
})
afterAll(() => directory.close())

describe('a bind', () => {
  test.each([
    ['with nothing', '', ''],
    ['with a name alone, also that of an entry', 'ou=services,o=nhs', ''],
    ['with a name and a password', ME, 'secret'],
  ])('%s is taken', async (_, name, password) => {
    expect(await codeOf(directory.client().bind(name, password))).toBe(0)
  })

  test.each([
    ['as an entry of the directory with a password', PERSON, 'secret', 49],
    ['in a world that is not there', 'cn=me,world=nowhere', '', 49],
    ['with a name that is none', 'supplier', 'secret', 34],
  ])('%s is refused', async (_, name, password, code) => {
    expect(await codeOf(directory.client().bind(name, password))).toBe(code)
  })

  test('by SASL or in version 2 is refused', async () => {
    expect(await codeOf(directory.client().bind('EXTERNAL'))).toBe(7)
    const line = new RawConnection(directory.ldapUrl)
    const bind = (version: number) => (writer: BerWriter) => {
      writer.startSequence(0x60)
      writer.writeInt(version)
      writer.writeString('')
      writer.writeString('', 0x80)
      writer.endSequence()
    }
    const answers = await line.send(message(1, bind(2)), message(2, bind(3))).until(2)
    expect(answers.map(({ code }) => code)).toEqual([2, 0])
    line.close()
  })

  test('that fails leaves nobody bound', async () => {
    const client = directory.client()
    await client.bind(ME, 'secret')
    expect((await client.exop(WHO_AM_I)).value).toBe(`dn:${ME}`)
    expect(await codeOf(client.bind(PERSON, 'secret'))).toBe(49)
    expect((await client.exop(WHO_AM_I)).value ?? '').toBe('')
  })

  test('keeps no password in the journal', async () => {
    await directory.client().bind('cn=somebody', 'hidden')
    const exchange = directory.last()
    expect(String(exchange.request.body)).toBe('version: 3\nname: cn=somebody\npassword: given\n')
    expect(exchange.operation).toBe('ldap-bind')
  })
})

const change = (type: string) =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: ['x'] }) })

describe('a change', () => {
  test('needs a name that is bound', async () => {
    expect(await codeOf(anonymous.modify(SYSTEM, change('nhsIDCode')))).toBe(8)
    expect(await codeOf(anonymous.add('uniqueIdentifier=1,ou=Services,o=nhs', { o: 'x' }))).toBe(8)
    expect(await codeOf(anonymous.del(SYSTEM))).toBe(8)
    expect(await codeOf(anonymous.modifyDN(SYSTEM, 'uniqueIdentifier=1,ou=Services,o=nhs'))).toBe(8)
    expect(directory.last().findings[0]?.rule).toBe('sds.ldap.read-only')
  })

  test.each<[string, number, () => Promise<unknown>]>([
    ['of an entry', 50, () => bound.modify(SYSTEM, change('nhsIDCode'))],
    ['of an unknown attribute', 17, () => bound.modify(SYSTEM, change('noSuchAttribute'))],
    ['of an entry that is not there', 32, () => bound.modify(`cn=no,${SYSTEM}`, change('o'))],
    ['of a malformed name', 34, () => bound.modify('nothing', change('o'))],
    ['of the server’s own entry', 53, () => bound.modify('cn=Subschema', change('cn'))],
    ['that adds an entry', 50, () => bound.add('uid=1,ou=People,o=nhs', { uid: '1' })],
    ['that adds one that is there', 68, () => bound.add(SYSTEM, { nhsIDCode: 'R69' })],
    ['that adds below nothing', 32, () => bound.add('uid=1,ou=Nowhere,o=nhs', { uid: '1' })],
    ['that deletes an entry', 50, () => bound.del(SYSTEM)],
    ['that deletes one that is not there', 32, () => bound.del('uid=1,ou=People,o=nhs')],
    ['that renames', 50, () => bound.modifyDN(SYSTEM, 'uniqueIdentifier=1,ou=Services,o=nhs')],
  ])('%s is refused with %i', async (_, code, call) => {
    expect(await codeOf(call())).toBe(code)
  })
})

describe('a comparison', () => {
  test('says true or false by the attribute’s rule', async () => {
    expect(await anonymous.compare(SYSTEM, 'nhsMHSPartyKey', 'r69-800117')).toBe(true)
    expect(await anonymous.compare(SYSTEM, 'nhsIDCode', 'r69')).toBe(false)
    expect(await anonymous.compare(PERSON, 'objectClass', 'PERSON')).toBe(true)
    expect(await anonymous.compare('', 'objectClass', 'OpenLDAProotDSE')).toBe(true)
  })

  test.each([
    ['an attribute that the entry has not', SYSTEM, 'nhsMhsFQDN', 16],
    ['an unknown attribute', SYSTEM, 'noSuchAttribute', 17],
    [
      'what cannot be compared',
      'uniqueIdentifier=S200000000117,ou=Services,o=nhs',
      'nhsMhsFQDN',
      18,
    ],
    ['an entry that is not there', 'uid=1,ou=People,o=nhs', 'uid', 32],
    ['a malformed name', 'nothing', 'uid', 34],
  ])('of %s is refused', async (_, name, attribute, code) => {
    expect(await codeOf(anonymous.compare(name, attribute, 'x'))).toBe(code)
  })
})

describe('extended operations and controls', () => {
  test('nobody is nobody; nothing else is offered, StartTLS neither', async () => {
    expect((await anonymous.exop(WHO_AM_I)).value ?? '').toBe('')
    expect(await codeOf(anonymous.exop('1.3.6.1.4.1.4203.1.11.1'))).toBe(2)
    expect(await codeOf(directory.client().startTLS())).toBe(2)
    expect(directory.last().findings[0]?.rule).toBe('sds.ldap.start-tls')
  })

  const withControl = (oid: string, critical: boolean) =>
    codeOf(anonymous.search('ou=Services,o=nhs', { scope: 'base' }, new Control(oid, { critical })))

  test('a control that is unknown is ignored unless it is critical', async () => {
    expect(await withControl('1.2.840.113556.1.4.473', false)).toBe(0)
    expect(await withControl('1.2.840.113556.1.4.473', true)).toBe(12)
    expect(await withControl('2.16.840.1.113730.3.4.2', true)).toBe(0)
    const pages = new Control('1.2.840.113556.1.4.319', { critical: true })
    expect(await codeOf(anonymous.compare(SYSTEM, 'o', 'x', pages))).toBe(12)
  })

  test('a control of pages without a value is refused', async () => {
    expect(await withControl('1.2.840.113556.1.4.319', true)).toBe(2)
  })
})

/** Asks who is bound: one answer. */
const whoAmI = (writer: BerWriter): void => {
  writer.startSequence(0x77)
  writer.writeString(WHO_AM_I, 0x80)
  writer.endSequence()
}

describe('what a search is refused with', () => {
  const raw = async (...sent: Buffer[]) => {
    const line = new RawConnection(directory.ldapUrl)
    const answers = [...(await line.send(...sent).until(sent.length))]
    line.close()
    return answers
  }

  test.each([
    ['deeper than the person’s branch', 'uid=1,ou=People,o=nhs', 32, 'ou=People,o=nhs'],
    ['below an entry', `cn=x,${SYSTEM}`, 32, SYSTEM],
    ['another root', 'dc=example,dc=com', 32, ''],
    ['a malformed name', 'nothing', 34, ''],
  ])('%s: %s', async (_, base, code, matched) => {
    const [answer] = await raw(searchMessage(1, undefined, { base }))
    expect(answer).toMatchObject({ id: 1, tag: 0x65, code, matched })
  })

  test.each([
    ['a scope', { scope: 4 }],
    ['a way to follow aliases', { aliases: 4 }],
    ['a limit', { size: -1 }],
  ])('%s that there is not: protocol error, and the connection goes on', async (_, values) => {
    const answers = await raw(searchMessage(1, undefined, values), message(2, whoAmI))
    expect(answers.map(({ id, code }) => [id, code])).toEqual([
      [1, 2],
      [2, 0],
    ])
  })

  test.each([0, 1, 2, 3])(
    'aliases may be followed in any way (%i): there are none',
    async (aliases) => {
      const [answer] = await raw(searchMessage(1, undefined, { aliases, scope: 0 }))
      expect(answer).toMatchObject({ tag: 0x64 })
    },
  )
})
