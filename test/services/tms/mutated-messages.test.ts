import { describe, expect, test } from 'vitest'
import { actionName } from '../../../src/hl7v3/interaction.js'
import { parseXml } from '../../../src/hl7v3/xml/parse.js'
import { type Xml, xml } from '../../../src/hl7v3/xml/template.js'
import { receive } from '../../../src/services/tms/receive.js'
import { patientSchema } from '../../../src/world/seed/kinds/patients.js'
import { findAccreditedSystem } from '../../../src/world/tables/accredited-system.js'
import { countPatients, findPatient } from '../../../src/world/tables/patient.js'
import { birthRequest } from '../pds/hl7v3/birth-bodies.js'
import { born, historyIs, livingAt, named, number, searchBy, sex } from '../pds/hl7v3/support.js'
import {
  allocationRequest,
  care,
  careCode,
  objectId,
  observed,
  performer,
  registrationEvent,
  removalEvent,
  updateRequest,
} from '../pds/hl7v3/update-bodies.js'
import { envelope, message, post, registry, spine } from './support.js'

/** A small generator with a seed, so that a failure can be had again (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const SNIPPETS = [
  '',
  '<',
  '>',
  '&',
  '&#0;',
  '&amp;',
  '"',
  "'",
  '<!--',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE x>',
  '<?x?>',
  'xmlns="urn:other"',
  'xmlns:hl7=""',
  ' updateMode="removed"',
  ' nullFlavor="UNK"',
  '<value/>',
  '<value value="99999999999999999999"/>',
  '<given>*</given>',
  '<id root="x" extension="y"/>',
  '\u0000',
  '\ud800',
  '\u2028',
  '20991399',
  '-1',
  '__proto__',
  'constructor',
  '%s',
  '*',
  'a'.repeat(500),
] as const

/** Changes a text in a few places as a broken sender might. */
function mutate(text: string, pick: (below: number) => number): string {
  let mutated = text
  for (let times = 1 + pick(3); times > 0; times--) {
    const at = pick(mutated.length)
    const length = pick(4) === 0 ? pick(200) : pick(6)
    const snippet = SNIPPETS[pick(SNIPPETS.length)] as string
    const kept = pick(3) === 0 ? mutated.slice(at, at + length).repeat(2) : snippet
    mutated = mutated.slice(0, at) + kept + mutated.slice(at + length)
  }
  return mutated
}

/** Changes the value of some attributes and texts, so that the message stays one. */
function mutateValues(text: string, pick: (below: number) => number): string {
  const values = [
    ...text.matchAll(
      /(?<=(?:code|value|extension|root|use|updateMode)=")[^"]*(?=")|(?<=>)[^<>\s]+(?=<)/g,
    ),
  ]
  const chosen = values[pick(values.length)]
  if (!chosen) return text
  const value = [
    '',
    '0',
    '1',
    'x',
    '*',
    '20101022',
    '9999999999',
    'P1',
    'H',
    'added',
    'removed',
    'é'.repeat(60),
  ][pick(12)]
  return text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length)
}

/** Takes an element out, or puts it in twice. */
function mutateElements(text: string, pick: (below: number) => number): string {
  const elements = [...text.matchAll(/<(\w[\w.:]*)[^<>]*(?:\/>|>[^<>]*<\/\1>)/g)]
  const chosen = elements[pick(elements.length)]
  if (!chosen) return text
  const [element] = chosen
  return (
    text.slice(0, chosen.index) +
    (pick(2) ? '' : element + element) +
    text.slice(chosen.index + element.length)
  )
}

const QUERIES: readonly (readonly [string, Xml])[] = [
  ['QUPA_IN000008UK02', xml`${[historyIs('1'), number('9000000009')]}`],
  ['QUPA_IN040000UK32', xml`${[historyIs('0'), number('5900053636')]}`],
  [
    'QUPA_IN000005UK01',
    xml`${[sex('2'), born('20101022'), named('Smith', 'Jane'), livingAt('LS1 6AE')]}`,
  ],
  ['QUPA_IN000016UK04', xml`${[number('9000000025')]}`],
  ['QUPA_IN000014UK03', xml`${[number('9000000009'), born('20101022'), named('Smith')]}`],
]

const CHANGES: readonly (readonly [string, Xml])[] = [
  [
    'PRPA_IN000203UK03',
    updateRequest({
      addr: `<addr use="H" updateMode="altered"><streetAddressLine>1</streetAddressLine><streetAddressLine/><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><postalCode>LS1 4BU</postalCode>${objectId('456')}</addr>`,
      telecom: '<telecom use="MC" value="tel:07700900123" updateMode="added"/>',
      person: `<administrativeGenderCode code="1" updateMode="altered"/><name use="A" updateMode="added"><given>J</given><family>Smith</family></name>${care('altered', careCode('P1') + objectId('PH000001') + performer('FWC87'))}`,
    }),
  ],
  ['PRPA_IN000200UK03', allocationRequest()],
  ['PRPA_IN000205UK03', birthRequest('6.3')],
  ['PRPA_IN000205UK05', birthRequest('7.2')],
  [
    'PRPA_IN000204UK03',
    updateRequest({
      payload: 'PdsNhaisUpdateRequest',
      person: care('altered', careCode('1') + objectId('254406A3') + performer('Y12345')),
      observed: registrationEvent('added'),
    }),
  ],
  ['PRPA_IN000204UK06', updateRequest({ observed: removalEvent('7.2', 'added', 'EMB') })],
  [
    'PRPA_IN160000UK30',
    updateRequest({
      telecom: '<telecom use="MC" value="tel:07700900123" updateMode="added"/>',
      observed: observed('preferredWrittenCommunicationFormat', 'altered', '<value code="12"/>'),
    }),
  ],
  [
    'QUPA_IN000006UK02',
    xml`${[historyIs('1'), searchBy('2'), sex('2'), born('20101022'), named('Smyth', 'Jane')]}`,
  ],
]

const UPDATES: readonly string[] = CHANGES.map(([id]) => id).filter((id) =>
  /^PRPA_IN(00020[34]|16)/.test(id),
)

/** Whose records the messages change or make. */
const CHANGED = ['9000000009', '5182663366', '5900010775']

const MUTATIONS = [mutate, mutateValues, mutateElements] as const

describe('whatever comes', () => {
  test('the synchronous service answers with a message or a documented fault', async () => {
    const world = spine()
    const pick = chance(20260302)
    const before = findPatient(world.store, '9000000009')
    const seen = new Set<string>()
    for (let round = 0; round < 1200; round++) {
      const [id, query] = QUERIES[round % QUERIES.length] as (typeof QUERIES)[number]
      const text = envelope(id, message(id, query))
      const broken = (MUTATIONS[pick(3)] as typeof mutate)(text, pick)
      const {
        status,
        text: answer,
        headers,
      } = await post(world, broken, actionName('pdsquery', id))
      const code = /<nasp:errorCode>(\d+)</.exec(answer)?.[1]
      expect([200, 500], broken).toContain(status)
      expect(status === 500, broken).toBe(code !== undefined)
      expect(['101', '201', '300', undefined], broken).toContain(code)
      expect(headers).toEqual({ 'Content-Type': 'text/xml' })
      seen.add(code ?? /typeCode="(A[AER])"/.exec(answer)?.[1] ?? '')
    }
    expect([...seen].sort()).toEqual(['201', '300', 'AA', 'AE', 'AR'])
    expect(findPatient(world.store, '9000000009')).toBe(before)
  })

  test('a change is made whole or not at all', () => {
    const pick = chance(20260303)
    const seen = new Set<string | undefined>()
    let world = spine()
    for (let round = 0; round < 1200; round++) {
      if (round % 250 === 0) world = spine()
      const [id, content] = CHANGES[round % CHANGES.length] as (typeof CHANGES)[number]
      const messageId = `A1B2C3D4-0000-4000-8000-${String(round).padStart(12, '0')}`
      const { version = 0 } = findPatient(world.store, '9000000009') ?? {}
      const text = `${message(id, content, { id: messageId })}`.replace(
        '<value value="2"/>',
        `<value value="${version}"/>`,
      )
      const broken = (MUTATIONS[pick(3)] as typeof mutate)(text, pick)
      const parsed = parseXml(broken)
      if (!parsed.ok) continue
      const before = JSON.stringify(findPatient(world.store, '9000000009'))
      const people = countPatients(world.store)
      const interaction = registry.find(id)
      if (!interaction) throw new Error(id)
      const { answer } = receive({
        world,
        root: parsed.root,
        interaction,
        systemOfAsid: (one, asid) => findAccreditedSystem(one.store, asid),
        find: () => {},
      })
      const type = answer?.acknowledgement?.type
      seen.add(type)
      const after = findPatient(world.store, '9000000009')
      if (type === 'AA' && UPDATES.includes(id)) expect(after?.version, broken).toBe(version + 1)
      else expect(JSON.stringify(after), broken).toBe(before)
      for (const number of round % 25 === 0 ? CHANGED : []) {
        const held = findPatient(world.store, number)
        if (held) expect(patientSchema.safeParse(held).error, broken).toBeUndefined()
      }
      if (type !== 'AA') expect(countPatients(world.store), broken).toBe(people)
    }
    expect([...seen].sort()).toEqual(['AA', 'AE', 'AR'])
  })
})
