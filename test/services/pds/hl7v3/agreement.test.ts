import { describe, expect, test } from 'vitest'
import { xml } from '../../../../src/hl7v3/xml/template.js'
import { applications } from '../../../../src/world/tables/application.js'
import {
  ask,
  deliver,
  MESSAGE_ID,
  message,
  outcomeOf,
  spine,
  verdictOf,
} from '../../tms/support.js'
import { APPLICATION, appToken, newWorld, send, userToken } from '../harness.js'
import {
  fromFhir,
  fromMessage,
  type Json,
  relatedFromFhir,
  relatedFromMessage,
} from './agreement.js'
import { born, historyIs, named, number, searchBy, sex } from './support.js'
import { observed, updateRequest } from './update-bodies.js'

/** What release 4.2 has no place for. */
function without42({ place: _, removal: __, ...rest }: Json): Json {
  return rest
}

const PATIENTS = [
  ['the main example, who died, with a temporary address', '9000000009'],
  ['one whose number is not checked and has a relative', '9000000017'],
  ['a sensitive one', '9000000025'],
  ['a very sensitive one', '9727024610'],
  ['one of whom hardly anything is known', '9000000033'],
  ['one with an old name', '9732110317'],
  ['a merged one', '5900053636'],
  ['one with a suffix', '9736363015'],
  ['one of unknown sex', '9736363066'],
  ['one of another sex', '9693633709'],
  ['one with history', '9733162450'],
] as const

describe.each(PATIENTS)('FHIR and messages agree on %s', (_, nhsNumber) => {
  test.each([
    ['QUPA_IN000008UK02', (whole: Json) => whole],
    ['QUPA_IN000008UK05', (whole: Json) => whole],
    ['QUPA_IN040000UK32', without42],
  ])('in every field that %s has', async (request, told) => {
    const world = newWorld()
    const { status, json } = await send(world, `/Patient/${nhsNumber}`, { token: appToken(world) })
    expect(status).toBe(200)
    const { root } = await ask(spine(), request, historyIs('0'), number(nhsNumber))
    expect(told(fromMessage(root))).toEqual(told(fromFhir(json)))
  })
})

test('FHIR and messages agree on what a message has changed', async () => {
  const world = spine()
  const body = updateRequest({
    telecom: '<telecom use="MC" value="tel:07700900123" updateMode="added"/>',
    person: '<name use="A" updateMode="added"><given>Janey</given><family>Smith</family></name>',
  })
  deliver(world, message('PRPA_IN000203UK03', body))
  const { json } = await send(world, '/Patient/9000000009', { token: appToken(world) })
  const { root } = await ask(world, 'QUPA_IN000008UK02', historyIs('0'), number('9000000009'))
  expect(json.meta.versionId).toBe('3')
  expect(fromMessage(root)).toEqual(fromFhir(json))
})

test('FHIR and messages agree on the consent to sharing the record', async () => {
  const world = spine()
  const LIST = '2.16.840.1.113883.2.1.3.2.4.'
  const consent = `<code code="4" codeSystem="${LIST}17.164"/><value code="2" codeSystem="${LIST}16.2"/>`
  const body = updateRequest({ observed: observed('consent', 'altered', consent) })
  deliver(world, message('PRPA_IN000203UK03', body))
  const flowVariables = { pds: { 'return-nhs-record-sharing-consent': true } }
  applications.save(world.store, { ...APPLICATION, flowVariables })
  const { json } = await send(world, '/Patient/9000000009', { token: appToken(world) })
  const { text } = await ask(world, 'QUPA_IN000008UK02', historyIs('0'), number('9000000009'))
  expect(text.replace(/>\s+</g, '><')).toContain(consent)
  expect(JSON.stringify(json)).toContain('"code":"2","display":"dissent"')
})

/** Release 4.2 has a language only of somebody whose name it tells. */
function withoutHiddenLanguage({ language, ...rest }: Json): Json {
  return rest.name === undefined ? rest : { ...rest, language }
}

describe.each([
  ['a guardian and somebody by their number', '9000000009'],
  ['a spouse', '9472063845'],
  ['nobody', '9000000033'],
  ['nobody of a sensitive patient', '9727022820'],
])('FHIR and messages agree on related people: %s', (_, nhsNumber) => {
  test.each(['QUPA_IN000008UK02', 'QUPA_IN000008UK05', 'QUPA_IN040000UK32'])(
    'as %s tells them',
    async (request) => {
      const world = newWorld()
      const { json } = await send(world, `/Patient/${nhsNumber}/RelatedPerson`, {
        token: appToken(world),
      })
      const { root } = await ask(spine(), request, historyIs('0'), number(nhsNumber))
      const people = (json.entry ?? []).map(({ resource }: Json) => relatedFromFhir(resource))
      expect(relatedFromMessage(root)).toEqual(
        request === 'QUPA_IN040000UK32' ? people.map(withoutHiddenLanguage) : people,
      )
    },
  )
})

test('FHIR and messages agree on how far somebody is who was asked for', async () => {
  const world = newWorld()
  const { json } = await send(
    world,
    '/Patient?_fuzzy-match=true&family=Smith&given=Jane&gender=female&birthdate=eq2010-10-22',
    { token: userToken(world) },
  )
  const parameters = xml`${[historyIs('1'), searchBy('2'), sex('2'), born('20101022'), named('Smith', 'Jane')]}`
  const { content } = outcomeOf(
    deliver(spine(), message('QUPA_IN000006UK02', parameters, { id: MESSAGE_ID })),
  )
  const levels = [...`${content}`.matchAll(/<value value="([\d.]+)" unit="%"/g)].map(([, level]) =>
    Number(level),
  )
  const scores = json.entry.map(({ search }: Json) => Math.round(search.score * 10_000) / 100)
  expect(levels.map((level) => Math.round(level * 100) / 100)).toEqual(scores)
})

describe('FHIR and messages refuse the same (pds 14)', () => {
  const asked = async (nhsNumber: string) => {
    const world = newWorld()
    const { status } = await send(world, `/Patient/${nhsNumber}`, { token: appToken(world) })
    const { root } = await ask(spine(), 'QUPA_IN000008UK02', historyIs('0'), number(nhsNumber))
    return { status, reasons: verdictOf(root).reasons }
  }

  test('a number that nobody has', async () => {
    expect(await asked('9111231130')).toEqual({ status: 404, reasons: ['1', 'RT003'] })
  })

  test('a record that is invalid', async () => {
    expect(await asked('9990003343')).toEqual({ status: 404, reasons: ['22'] })
  })

  test('a record that was merged is that of the survivor', async () => {
    const { status, reasons } = await asked('5900053636')
    expect([status, reasons[0]]).toEqual([200, '24'])
  })
})
