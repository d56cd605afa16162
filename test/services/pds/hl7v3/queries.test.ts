import { describe, expect, test } from 'vitest'
import { allAt, at, attributeOf, type XmlElement } from '../../../../src/hl7v3/xml/element.js'
import { parseXml } from '../../../../src/hl7v3/xml/parse.js'
import { type Xml, xml } from '../../../../src/hl7v3/xml/template.js'
import { findPatient, savePatient } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import { anywhere, deliver, message, outcomeOf, registry, spine } from '../../tms/support.js'
import {
  born,
  bornBetween,
  died,
  historyIgnored,
  historyIs,
  livingAt,
  named,
  number,
  registeredAt,
  searchBy,
  sex,
} from './support.js'

/** Asks a query as any transport would bring it. */
function ask(interactionId: string, parameters: readonly Xml[], world: World = spine()) {
  const outcome = outcomeOf(deliver(world, message(interactionId, xml`${parameters}`)))
  const content = outcome.content
    ? parseXml(`${xml`<x xmlns="urn:hl7-org:v3">${outcome.content}</x>`}`)
    : undefined
  return { ...outcome, root: content?.ok ? content.root : undefined }
}

const numbersIn = (root: XmlElement | undefined): (string | undefined)[] =>
  root ? anywhere(root, 'patientRole').map((role) => attributeOf(at(role, 'id'), 'extension')) : []

const failed = (...codes: string[]) => ({
  interactionId: 'QUQI_IN010000UK14',
  type: 'AE',
  codes,
})

const SMITH = [sex('2'), born('20101022'), named('Smith', 'Jane')]

describe.each([
  ['QUPA_IN010000UK32', 'QUPA_IN030000UK32'],
  ['QUPA_IN000005UK01', 'QUPA_IN000007UK01'],
  ['QUPA_IN000005UK03', 'QUPA_IN000007UK03'],
])('simple trace %s', (request, answer) => {
  test.each([
    ['name, sex and birth', SMITH],
    ['a postcode', [...SMITH, livingAt('ls16ae')]],
    ['address lines', [...SMITH, livingAt('LS1 6AE', '', '1 trevelyan square')]],
    ['a death', [...SMITH, died('20101022')]],
    ['the name in another case', [sex('2'), born('20101022'), named('SMITH')]],
  ])('finds the one who has %s', (_, parameters) => {
    const found = ask(request, parameters)
    expect(found).toMatchObject({ interactionId: answer, type: 'AA', codes: ['3'] })
    expect(numbersIn(found.root)).toEqual(['9000000009'])
  })

  test('says nothing of where a sensitive patient is', () => {
    const found = ask(request, [sex('2'), born('20050616'), named('Smythe', 'Janet')])
    expect(found).toMatchObject({ interactionId: answer, codes: ['5'] })
    const [role] = anywhere(found.root as XmlElement, 'patientRole')
    expect(attributeOf(at(role, 'confidentialityCode'), 'code')).toBe('S')
    for (const place of ['addr', 'telecom', 'playedOtherProviderPatient'])
      expect(anywhere(role as XmlElement, place)).toEqual([])
  })

  test('gives the surviving record of a merge', () => {
    const found = ask(request, [sex('2'), born('19260107'), named('CUFF')])
    expect(numbersIn(found.root)).toEqual(['9732019395'])
  })

  test.each([
    ['nobody', [sex('2'), born('20101022'), named('Spiderman')], ['1', 'ST004']],
    ['another postcode', [...SMITH, livingAt('LS9 9ZZ')], ['1', 'ST004']],
    [
      'another line of the address',
      [...SMITH, livingAt('LS1 6AE', '99 Elsewhere')],
      ['1', 'ST004'],
    ],
    ['another death', [...SMITH, died('2011')], ['1', 'ST004']],
    ['a wildcard', [sex('2'), born('20101022'), named('Sm*')], ['1', 'ST004']],
    ['several', [sex('1'), born('20000505'), named('Smith')], ['2']],
    ['no family name', [sex('2'), born('20101022'), named(undefined, 'Jane')], ['0', 'GE007']],
    ['no name', [sex('2'), born('20101022')], ['0', 'GE007']],
    ['no sex', [born('20101022'), named('Smith')], ['0', 'GE007']],
    ['an unknown sex code', [sex('7'), born('20101022'), named('Smith')], ['0', 'GE007']],
    ['no birth', [sex('2'), named('Smith')], ['0', 'GE007']],
    ['a birth that is no date', [sex('2'), born('20101322'), named('Smith')], ['0', 'GE002']],
    ['a birth of a year', [sex('2'), born('2010'), named('Smith')], ['0', 'GE002']],
    ['a death that is no date', [...SMITH, died('yesterday')], ['0', 'GE002']],
  ])('fails for %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject(failed(...codes))
  })
})

describe.each([
  ['QUPA_IN020000UK31', 'QUPA_IN030000UK32'],
  ['QUPA_IN000006UK02', 'QUPA_IN000011UK02'],
  ['QUPA_IN000006UK05', 'QUPA_IN000011UK05'],
])('advanced trace %s', (request, answer) => {
  const PLAIN = [historyIs('0'), searchBy('1'), sex('2')]
  const levels = (root: XmlElement | undefined) =>
    anywhere(root as XmlElement, 'matchingLevel').map((one) => [
      attributeOf(at(one, 'value'), 'value'),
      attributeOf(at(one, 'value'), 'unit'),
    ])

  test('lists those who fit a wildcard, with how far they fit', () => {
    const found = ask(request, [...PLAIN, born('20101022'), named('Sm*')])
    expect(found).toMatchObject({ interactionId: answer, type: 'AA', codes: ['7'] })
    expect(numbersIn(found.root)).toEqual(['9000000009', '9000000017'])
    expect(levels(found.root)).toEqual([
      ['83.43', '%'],
      ['83.43', '%'],
    ])
  })

  test.each([
    ['a range of births', [bornBetween('2010', '2010'), named('Smith')]],
    ['an open range', [bornBetween('20101022'), named('Smith', 'Jane')]],
    ['any birth', [named('Smith', 'Jane')]],
    ['a practice', [born('20101022'), named('Smith'), registeredAt('Y12345')]],
    ['a number', [born('20101022'), named('Sm*'), number('9000000009')]],
    ['a postcode', [born('20101022'), named('Smith'), livingAt('LS1 6AE')]],
  ])('finds somebody by %s', (_, parameters) => {
    const found = ask(request, [...PLAIN, ...parameters])
    expect(found).toMatchObject({ type: 'AA', codes: ['3'] })
    expect(numbersIn(found.root)).toEqual(['9000000009'])
  })

  test('finds by likeness, with history unless told otherwise', () => {
    const blogs = [historyIs('0'), searchBy('2'), sex('2'), born('19551105'), named('Blogs', 'Joe')]
    expect(numbersIn(ask(request, blogs).root)).toEqual(['9693632109'])
  })

  test('searches what was held earlier only where that is wanted', () => {
    const hume = [searchBy('1'), sex('1'), born('19990909'), named('HUME')]
    expect(ask(request, [historyIs('0'), ...hume])).toMatchObject(failed('1'))
    expect(numbersIn(ask(request, [historyIs('1'), ...hume]).root)).toEqual(['9733162450'])
    expect(ask(request, [historyIs('1'), historyIgnored('1'), ...hume])).toMatchObject(failed('1'))
    expect(numbersIn(ask(request, [historyIs('0'), historyIgnored('0'), ...hume]).root)).toEqual([
      '9733162450',
    ])
  })

  test('warns that a list holds a sensitive patient', () => {
    const found = ask(request, [
      historyIs('0'),
      searchBy('1'),
      sex('1'),
      born('19360224'),
      named('Godsoe'),
    ])
    expect(found).toMatchObject({ type: 'AA', codes: ['5'] })
    expect(anywhere(found.root as XmlElement, 'addr')).toEqual([])
  })

  test.each([
    ['nobody', [...PLAIN, born('20101022'), named('Spiderman')], ['1']],
    ['no history indicator', [searchBy('1'), sex('2'), named('Smith')], ['0', 'AT002']],
    ['no name', [...PLAIN, born('20101022')], ['0', 'AT002']],
    ['an empty name', [...PLAIN, born('20101022'), named()], ['0', 'AT002']],
    ['two names', [...PLAIN, named('Smith'), named('Smyth')], ['0', 'GE002']],
    ['two sexes', [...PLAIN, sex('1'), named('Smith')], ['0', 'GE002']],
    ['no search type', [historyIs('0'), sex('2'), named('Smith')], ['0', 'AT009']],
    ['two search types', [...PLAIN, searchBy('2'), named('Smith')], ['0', 'AT009']],
    [
      'an unknown search type',
      [historyIs('0'), searchBy('3'), sex('2'), named('Smith')],
      ['0', 'AT001'],
    ],
    [
      'an unknown history indicator',
      [historyIs('2'), searchBy('1'), sex('2'), named('Smith')],
      ['0', 'GE002'],
    ],
    [
      'an unknown ignore indicator',
      [...PLAIN, historyIgnored('x'), named('Smith')],
      ['0', 'GE002'],
    ],
    ['no sex', [historyIs('0'), searchBy('1'), named('Smith')], ['0', 'GE002']],
    ['two numbers', [...PLAIN, named('Smith'), number('1'), number('2')], ['0', 'GE002']],
    ['a birth that is no date', [...PLAIN, born('x'), named('Smith')], ['0', 'GE002']],
    ['a wildcard too early', [...PLAIN, born('20101022'), named('S*')], ['0', 'GE002']],
    [
      'likeness of a family name alone',
      [historyIs('0'), searchBy('2'), sex('2'), named('Smith')],
      ['0', 'GE002'],
    ],
  ])('fails for %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject(failed(...codes))
  })

  test('fails for more than it may list', () => {
    const world = spine()
    const one = findPatient(world.store, '9000000009')
    world.store.transaction(() => {
      for (let more = 0; more < 50; more++)
        savePatient(world.store, {
          ...(one as never as object),
          nhsNumber: `80000000${10 + more}`,
        } as never)
    })
    const parameters = [...PLAIN, born('20101022'), named('Smith')]
    expect(ask(request, parameters, world)).toMatchObject(failed('2'))
  })
})

describe.each([
  ['QUPA_IN040000UK32', 'QUPA_IN050000UK32'],
  ['QUPA_IN000008UK02', 'QUPA_IN000009UK03'],
  ['QUPA_IN000008UK05', 'QUPA_IN000009UK06'],
])('retrieval %s', (request, answer) => {
  test('gives the record', () => {
    const found = ask(request, [historyIs('0'), number('9000000009')])
    expect(found).toMatchObject({ interactionId: answer, type: 'AA', codes: [] })
    expect(numbersIn(found.root)).toEqual(['9000000009'])
  })

  test('limits what it tells of a sensitive record, and says so', () => {
    const found = ask(request, [historyIs('1'), number('9000000025')])
    expect(found).toMatchObject({ type: 'AA', codes: ['9'] })
    for (const place of [
      'addr',
      'telecom',
      'playedOtherProviderPatient',
      'scopedRelatedPersonRole',
    ])
      expect(anywhere(found.root as XmlElement, place)).toEqual([])
  })

  test('tells next to nothing of a very sensitive record', () => {
    const found = ask(request, [historyIs('0'), number('9727024610')])
    expect(found).toMatchObject({ type: 'AA', codes: ['9'] })
    for (const part of ['name', 'birthTime', 'addr'])
      expect(anywhere(found.root as XmlElement, part)).toEqual([])
  })

  test('gives the surviving record of a merged number, and names the old one', () => {
    const found = ask(request, [historyIs('0'), number('5900053636')])
    expect(found).toMatchObject({ type: 'AA', codes: ['24'] })
    expect(numbersIn(found.root)).toEqual(['9732019395'])
    const old = allAt(anywhere(found.root as XmlElement, 'replacementOf')[0], 'oldVersion/id')
    expect(old.map((id) => attributeOf(id, 'extension'))).toEqual(['5900053636'])
  })

  test('takes the value before the text, any case, and a number of another root', () => {
    const turned = xml`
      <Person.ID>
        <value root="1.2.3" extension="9000000009"/>
        <semanticsText>x</semanticsText>
      </Person.ID>`
    expect(ask(request, [historyIs('0'), turned])).toMatchObject({ type: 'AA' })
  })

  test.each([
    ['a number that nobody has', [historyIs('0'), number('9111231130')], ['1', 'RT003']],
    ['a number that fails its check', [historyIs('0'), number('9000000000')], ['1', 'RT003']],
    ['an invalid record', [historyIs('0'), number('9990003343')], ['22']],
    ['no history indicator', [number('9000000009')], ['0', 'GE002']],
    ['an unknown history indicator', [historyIs('5'), number('9000000009')], ['0', 'GE002']],
    ['no number', [historyIs('0')], ['0', 'GE007']],
    ['a short number', [historyIs('0'), number('900000000')], ['0', 'GE002']],
  ])('fails for %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject(failed(...codes))
  })
})

describe.each([
  ['QUPA_IN060000UK30', 'QUPA_IN070000UK30'],
  ['QUPA_IN000016UK02', 'QUPA_IN000010UK02'],
  ['QUPA_IN000016UK04', 'QUPA_IN000010UK04'],
])('confirmation %s', (request, answer) => {
  test('tells who has a number', () => {
    const found = ask(request, [number('9000000009')])
    expect(found).toMatchObject({ interactionId: answer, type: 'AA', codes: [] })
    expect(anywhere(found.root as XmlElement, 'telecom')).toEqual([])
    const version = anywhere(found.root as XmlElement, 'pertinentSerialChangeNumber')[0]
    expect(attributeOf(at(version, 'value'), 'value')).toBe('2')
  })

  test.each([
    ['a sensitive record', '9000000025', ['9']],
    ['a merged record', '5900053636', ['24']],
  ])('warns of %s', (_, nhsNumber, codes) => {
    expect(ask(request, [number(nhsNumber)])).toMatchObject({ type: 'AA', codes })
  })

  test.each([
    ['no number', [], ['0', 'GE007']],
    ['a number that nobody has', [number('9111231130')], ['1', 'NHSNCC002']],
    ['an invalid record', [number('9990003343')], ['22']],
  ])('fails for %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject(failed(...codes))
  })
})

describe.each([
  ['QUPA_IN000014UK01', 'QUPA_IN000015UK02'],
  ['QUPA_IN000014UK03', 'QUPA_IN000015UK04'],
])('cross-check %s', (request, answer) => {
  test.each([
    ['number and birth', [number('9000000009'), born('20101022')]],
    ['number, birth and name', [number('9000000009'), born('20101022'), named('smith', 'JANE')]],
    ['number and year of birth', [number('9000000009'), born('2010')]],
  ])('agrees to %s', (_, parameters) => {
    const found = ask(request, parameters)
    expect(found).toMatchObject({ interactionId: answer, type: 'AA', codes: [] })
    expect(numbersIn(found.root)).toEqual(['9000000009'])
  })

  test.each([
    ['a merged record', [number('5900053636'), born('19260107')], ['24']],
    ['a sensitive record', [number('9000000025'), born('20050616')], ['5']],
  ])('warns of %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject({ type: 'AA', codes })
  })

  test.each([
    ['another birth', [number('9000000009'), born('20101023')], ['1', 'NHSNCC002']],
    ['another name', [number('9000000009'), born('20101022'), named('Jones')], ['1', 'NHSNCC002']],
    ['a number that nobody has', [number('9111231130'), born('20101022')], ['1', 'NHSNCC002']],
    ['an invalid record', [number('9990003343'), born('20101022')], ['22']],
    ['no birth', [number('9000000009')], ['0', 'GE007']],
    ['two births', [number('9000000009'), born('20101022'), born('20101022')], ['0', 'GE007']],
    ['no number', [born('20101022')], ['0', 'GE007']],
    ['a number of the old style', [number('9000000009', '1.2.3'), born('20101022')], ['42']],
    [
      'two given names',
      [number('9000000009'), born('20101022'), named('Smith', 'Jane', 'Ann')],
      ['0', 'GE002'],
    ],
    ['a birth that is no date', [number('9000000009'), born('20101399')], ['0', 'GE002']],
  ])('fails for %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject(failed(...codes))
  })
})

describe.each([
  ['QUPA_IN000012UK02', 'QUPA_IN000013UK01'],
  ['QUPA_IN000012UK04', 'QUPA_IN000013UK03'],
])('batch trace %s', (request, answer) => {
  test.each([
    ['details', SMITH],
    ['a number and a birth', [number('9000000009'), born('20101022')]],
    ['a number, a birth and a name', [number('9000000009'), born('20101022'), named('Smith')]],
    ['a practice', [born('20101022'), named('Smith', 'Jane'), registeredAt('Y12345')]],
  ])('finds somebody by %s', (_, parameters) => {
    const found = ask(request, parameters)
    expect(found).toMatchObject({ interactionId: answer, type: 'AA', codes: ['3'] })
    expect(numbersIn(found.root)).toEqual(['9000000009'])
  })

  test.each([
    ['nobody', [born('20101022'), named('Spiderman')], ['1']],
    ['a number with another birth', [number('9000000009'), born('2011')], ['1']],
    ['a number that nobody has', [number('9111231130'), born('2011')], ['1', 'NHSNCC002']],
    ['several', [born('20000505'), named('Smith')], ['2']],
    ['no birth', [named('Smith')], ['0', 'GE007']],
    ['neither number nor name', [born('20101022')], ['0', 'GE007']],
    ['a birth that is no date', [born('x'), named('Smith')], ['0', 'GE002']],
    ['a death that is no date', [born('2010'), died('x'), named('Smith')], ['0', 'GE002']],
  ])('fails for %s', (_, parameters, codes) => {
    expect(ask(request, parameters)).toMatchObject(failed(...codes))
  })
})

test('a query may come again under the same id where nothing stands against it', () => {
  const world = spine()
  const first = ask('QUPA_IN000006UK02', [historyIs('0')], world)
  expect(first.codes).toEqual(['0', 'AT002'])
  expect(ask('QUPA_IN000006UK02', [historyIs('0')], world)).toMatchObject({
    interactionId: 'MCCI_IN010000UK13',
    type: 'AR',
    codes: ['202'],
  })
  expect(registry.find('QUPA_IN000006UK02')?.pattern).toBe('express')
})
