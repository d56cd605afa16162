import { describe, expect, test } from 'vitest'
import { type PostalAddress, readAddress, writeAddress } from '../../src/hl7v3/types/address.js'
import { type Coded, readCoded, writeCoded } from '../../src/hl7v3/types/coded.js'
import { type Ii, readIi, writeIi } from '../../src/hl7v3/types/ii.js'
import { type Interval, readInterval, writeInterval } from '../../src/hl7v3/types/interval.js'
import { type PersonName, readName, writeName } from '../../src/hl7v3/types/name.js'
import { NULL_FLAVORS, readNull, writeNull } from '../../src/hl7v3/types/null-flavor.js'
import {
  readBoolean,
  readInt,
  readQuantity,
  readValue,
  writeQuantity,
  writeValue,
} from '../../src/hl7v3/types/simple.js'
import {
  readTelecom,
  splitTelecom,
  type Telecom,
  writeTelecom,
} from '../../src/hl7v3/types/telecom.js'
import { dateOfTs, daysOfTs, isTs, tsOfDate, tsOfInstant } from '../../src/hl7v3/types/time.js'
import { HL7, type XmlElement } from '../../src/hl7v3/xml/element.js'
import { parseXml } from '../../src/hl7v3/xml/parse.js'
import { type Xml, xml } from '../../src/hl7v3/xml/template.js'

/** What is written, read again inside an element of a message. */
function again(written: Xml | undefined): XmlElement {
  const parsed = parseXml(`${xml`<m xmlns="${HL7}">\n  ${written}\n</m>`}`)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.root.children[0] as XmlElement
}

const id: Ii = { root: '2.16.840.1.113883.2.1.3.2.4.18.1', extension: '456' }
const period: Interval = { low: '20240101', high: '20241231' }

describe('what is written is read as it was', () => {
  test.each<Ii>([id, { root: 'A1B2C3D4-0000-4000-8000-000000000001' }])('identifier %j', (ii) => {
    expect(readIi(again(writeIi('id', ii)))).toEqual(ii)
  })

  test.each<Coded>([
    { code: '1' },
    { code: '05', codeSystem: '1.2.3', displayName: 'Guardian & "friend"' },
    { code: '15', codeSystem: '1.2.3', qualifiers: ['WG', 'ER'] },
  ])('code %j', (coded) => {
    expect(readCoded(again(writeCoded('code', coded)))).toEqual(coded)
  })

  test.each<Interval>([
    period,
    { low: '2024' },
    { high: '202401011200' },
    { center: '20240101' },
    { low: '20240101', width: { value: 15, unit: 'min' } },
    { low: '202603310000', high: '202605120000', lowInclusive: true, highInclusive: false },
  ])('interval %j', (interval) => {
    expect(readInterval(again(writeInterval('effectiveTime', interval)))).toEqual(interval)
  })

  test.each<PersonName>([
    { use: 'L', prefix: ['Mrs'], given: ['Jane', 'Anne'], family: ['Smith'], suffix: ['MBE'] },
    { use: 'PREVIOUS-MAIDEN', family: ["O'Neill <&>"], validTime: period, id, updateMode: 'added' },
    { use: 'L', text: 'EXAMPLE SURGERY' },
    { updateMode: 'removed', id },
  ])('name %j', (name) => {
    expect(readName(again(writeName('name', name)))).toEqual(name)
  })

  test.each<PostalAddress>([
    {
      use: 'H',
      lines: ['', '2 Whitehall Quay', '', 'Leeds', ''],
      postalCode: 'LS1 4BU',
      addressKey: '12345678',
      useablePeriods: [period],
      id,
      updateMode: 'altered',
    },
    {
      use: 'TMP',
      lines: ['1 High Street'],
      desc: 'Second Home',
      useablePeriods: [period, { low: '2025' }],
    },
    { city: 'Manchester', county: 'Greater Manchester', country: 'GBR' },
  ])('address %j', (address) => {
    expect(readAddress(again(writeAddress('addr', address)))).toEqual(address)
  })

  test.each<Telecom>([
    { use: 'H', value: 'tel:01632960587', useablePeriods: [period], id },
    { use: 'EC', value: 'mailto:a&b@example.com', updateMode: 'added' },
    { use: 'H', updateMode: 'removed', id },
  ])('telecom %j', (telecom) => {
    expect(readTelecom(again(writeTelecom('telecom', telecom)))).toEqual(telecom)
  })

  test('numbers, truth, quantities and why there is nothing', () => {
    expect(readInt(again(writeValue('value', 7)))).toBe(7)
    expect(readBoolean(again(writeValue('value', false)))).toBe(false)
    expect(readValue(again(writeValue('value', '20240101')))).toBe('20240101')
    const quantity = { value: 82.01591, unit: '%' }
    expect(readQuantity(again(writeQuantity('value', quantity)))).toEqual(quantity)
    for (const flavor of NULL_FLAVORS) expect(readNull(again(writeNull('x', flavor)))).toBe(flavor)
  })
})

describe('what is not there or makes no sense is not read', () => {
  test.each([
    ['identifier without root', () => readIi(again(xml`<id extension="1"/>`))],
    ['code without code', () => readCoded(again(xml`<code codeSystem="1"/>`))],
    ['number in words', () => readInt(again(xml`<value value="two"/>`))],
    ['number beyond reason', () => readInt(again(xml`<value value="99999999999"/>`))],
    ['truth in words', () => readBoolean(again(xml`<value value="yes"/>`))],
    ['interval of nothing', () => readInterval(again(xml`<value/>`))],
    ['unknown flavour', () => readNull(again(xml`<value nullFlavor="XX"/>`))],
    ['nothing', () => readName(undefined) ?? readAddress(undefined) ?? readTelecom(undefined)],
  ])('%s', (_, read) => {
    expect(read()).toBeUndefined()
  })

  test('a severity may stand in the value of a qualifier', () => {
    const code = again(xml`<code code="15"><qualifier><value code="ER"/></qualifier></code>`)
    expect(readCoded(code)?.qualifiers).toEqual(['ER'])
  })
})

describe('times', () => {
  test.each([
    '2010',
    '201002',
    '20240229',
    '2024022923',
    '202402292359',
    '20240229235959',
    '20240229235959.0001',
  ])('%s is a time', (ts) => expect(isTs(ts)).toBe(true))

  test.each([
    '',
    '20',
    '201013',
    '20230229',
    '20240101240000',
    '20240101006000',
    '2024-01-01',
    'x',
  ])('%j is none', (ts) => expect(isTs(ts)).toBe(false))

  test('a time may stand for a day, a month or a year', () => {
    expect(daysOfTs('2010')).toEqual({ from: '2010-01-01', to: '2010-12-31' })
    expect(daysOfTs('201002')).toEqual({ from: '2010-02-01', to: '2010-02-28' })
    expect(daysOfTs('201002031200')).toEqual({ from: '2010-02-03', to: '2010-02-03' })
    expect(dateOfTs('201002')).toBeUndefined()
    expect(tsOfDate('2010-10-22')).toBe('20101022')
  })

  test('moments are written in British time', () => {
    expect(tsOfInstant(Date.parse('2026-01-05T09:00:00Z'))).toBe('20260105090000')
    expect(tsOfInstant(Date.parse('2026-06-05T08:00:00Z'))).toBe('20260605090000')
  })
})

test('a telecom is split at its scheme', () => {
  expect(splitTelecom('tel:01632 960587')).toEqual({ scheme: 'tel', rest: '01632 960587' })
  expect(splitTelecom('01632960587')).toBeUndefined()
})
