import { expect, test } from 'vitest'
import { findPatient, type Patient } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import { ask, deliver, message, outcomeOf, spine } from '../../tms/support.js'
import { appToken, send } from '../harness.js'
import { born, historyIs, named, number, sex } from './support.js'
import {
  allocationRequest,
  observed,
  registrationEvent,
  related,
  removalEvent,
  type UpdateBody,
  updateRequest,
} from './update-bodies.js'

// What FHIR has no place for is kept as it was told, and told again by messages.

const LIST = '2.16.840.1.113883.2.1.3.2.4.'
const PERSON = '9000000033'

let count = 0
const nextId = () => `D1B2C3D4-0000-4000-8000-${String(++count).padStart(12, '0')}`

const bring = (world: World, request: string, body: UpdateBody) =>
  outcomeOf(
    deliver(
      world,
      message(request, updateRequest({ nhsNumber: PERSON, ...body }), { id: nextId() }),
    ),
  )

const retrieve = async (world: World, request: string, nhsNumber = PERSON) =>
  (await ask(world, request, historyIs('0'), number(nhsNumber))).text.replace(/>\s+</g, '><')

const coded = (code: string, list: string) => `<value code="${code}" codeSystem="${LIST}${list}"/>`

const SECRETS = [
  observed('healthspaceRegistration', 'added', `<code code="8"/>${coded('2', '16.7')}`),
  observed('sharedSecret', 'added', '<code code="15"/><value>First pet</value>'),
  observed('consent', 'added', `<code code="6" codeSystem="${LIST}17.164"/>${coded('5', '16.2')}`),
].join('')

const RETRIEVALS = ['QUPA_IN040000UK32', 'QUPA_IN000008UK02', 'QUPA_IN000008UK05'] as const

test.each(RETRIEVALS)(
  'registration with Healthspace, a shared secret and consent to calls are told by %s',
  async (request) => {
    const world = spine()
    expect(bring(world, 'PRPA_IN000203UK03', { observed: SECRETS })).toMatchObject({ type: 'AA' })
    const text = await retrieve(world, request)
    expect(text).toContain(coded('2', '16.7'))
    expect(text).toContain('<value>First pet</value>')
    expect(text).toContain(`<code code="6" codeSystem="${LIST}17.164"/>${coded('5', '16.2')}`)
  },
)

test('they are taken back one by one', () => {
  const world = spine()
  bring(world, 'PRPA_IN000203UK03', { observed: SECRETS })
  const body = {
    version: 3,
    observed: `${observed('sharedSecret', 'removed', '<code code="15"/>')}${observed('healthspaceRegistration', 'removed', '<code code="8"/>')}`,
  }
  expect(bring(world, 'PRPA_IN000203UK03', body)).toMatchObject({ type: 'AA' })
  expect(findPatient(world.store, PERSON)?.messageOnly).toEqual({ callBackConsent: '5' })
})

test.each([
  ['Healthspace', observed('healthspaceRegistration', 'added', coded('9', '16.7'))],
  [
    'consent',
    observed(
      'consent',
      'added',
      `<code code="6" codeSystem="${LIST}17.164"/>${coded('7', '16.2')}`,
    ),
  ],
])('a code of %s that is not in its list is refused', (_, body) => {
  expect(bring(spine(), 'PRPA_IN000203UK03', { observed: body })).toMatchObject({
    codes: ['15', 'GE002'],
  })
})

const TRANSFER = {
  '6.3': `<recordTargetOf typeCode="RCT"><clinicalDocumentEvent classCode="DOCCLIN" moodCode="EVN" updateMode="added"><code code="16521000000101" codeSystem="${LIST}15"/><effectiveTime><low value="20260115"/></effectiveTime><priorityCode code="U" codeSystem="${LIST}17.190"/><subjectOf typeCode="SUBJ"><transferStatus classCode="OBS" moodCode="EVN"><code code="19" codeSystem="${LIST}17.35"/>${coded('RP', '17.167')}</transferStatus></subjectOf></clinicalDocumentEvent></recordTargetOf>`,
  '7.2': `<recordTargetOf typeCode="RCT"><clinicalDocumentEvent classCode="DOCCLIN" moodCode="EVN"><code code="16521000000101" codeSystem="${LIST}15"/><subjectOf3 typeCode="SUBJ"><transferStatus classCode="OBS" moodCode="EVN" updateMode="added"><code code="19" codeSystem="${LIST}17.35"/><priorityCode code="U" codeSystem="${LIST}17.190"/>${coded('RP', '17.167')}</transferStatus></subjectOf3></clinicalDocumentEvent></recordTargetOf>`,
} as const

test.each([
  ['6.3', 'PRPA_IN000204UK03', 'PdsNhaisUpdateRequest', 'QUPA_IN000008UK02'],
  ['7.2', 'PRPA_IN000204UK06', 'PdsUpdateRequest', 'QUPA_IN000008UK05'],
] as const)(
  'an authority of registration and the paper record are told in release %s',
  async (release, request, payload, retrieval) => {
    const world = spine()
    const body = { payload, observed: `${TRANSFER[release]}${registrationEvent('added')}` }
    expect(bring(world, request, body)).toMatchObject({ type: 'AA' })
    const text = await retrieve(world, retrieval)
    expect(text).toContain(coded('RP', '17.167'))
    expect(text).toContain(`<priorityCode code="U" codeSystem="${LIST}17.190"/>`)
    expect(text).toContain(
      '<custodian typeCode="CST"><assignedDevice classCode="ASSIGNED"><id root="1.2.826.0.1285.0.2.0.107" extension="NTH"/>',
    )
    const gone = { payload, version: 3, observed: registrationEvent('removed', '') }
    expect(bring(world, request, gone)).toMatchObject({ type: 'AA' })
    expect(Object.keys(findPatient(world.store, PERSON)?.messageOnly ?? {})).toEqual([
      'paperRecord',
    ])
  },
)

test('a transfer that is not in its list is refused', () => {
  const body: UpdateBody = {
    payload: 'PdsNhaisUpdateRequest',
    observed: TRANSFER['6.3'].replace('"RP"', '"ZZ"'),
  }
  expect(bring(spine(), 'PRPA_IN000204UK03', body)).toMatchObject({ codes: ['15', 'GE002'] })
})

test.each(RETRIEVALS)('whether an agent may be called back is told by %s', async (request) => {
  const world = spine()
  const consent = `<code code="6" codeSystem="${LIST}17.164"/>${coded('5', '16.2')}`
  const agent = `
    <addr use="H"><streetAddressLine>1</streetAddressLine><streetAddressLine/><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><postalCode>LS1 1AA</postalCode></addr>
    <code code="20" codeSystem="${LIST}16.15"/>
    <player classCode="PSN" determinerCode="INSTANCE"><name use="L"><given>Ann</given><family>Other</family></name></player>
    <subjectOf3 typeCode="SBJ"><callCentreCallBackConsent classCode="OBS" moodCode="EVN">${consent}</callCentreCallBackConsent></subjectOf3>`
  const person = related('added', agent, 'AGNT')
  expect(bring(world, 'PRPA_IN000203UK03', { person })).toMatchObject({ type: 'AA' })
  expect(await retrieve(world, request)).toContain(
    `<callCentreCallBackConsent classCode="OBS" moodCode="EVN">${consent}`,
  )
})

test('so it is when a number is allocated', () => {
  const contact = `<subjectOf5 typeCode="SBJ"><previousNhsContact><value code="1"/></previousNhsContact></subjectOf5>${TRANSFER['6.3'].replace('"RP"', '"ZZ"')}`
  const allocate = (of: string) =>
    outcomeOf(
      deliver(
        spine(),
        message('PRPA_IN000200UK03', allocationRequest({ contact: of }), { id: nextId() }),
      ),
    )
  expect(allocate(contact)).toMatchObject({ type: 'AE', codes: ['15', 'GE002'] })
  expect(allocate(contact.replace('"ZZ"', '"RP"'))).toMatchObject({ type: 'AA' })
  expect(allocate(contact.replace('code="1"', 'code="7"'))).toMatchObject({
    texts: ['Update Failed', 'INVALID_VALUE'],
  })
})

test('a general update does not register with an authority', () => {
  const body = { observed: registrationEvent('added') }
  expect(bring(spine(), 'PRPA_IN000203UK06', body)).toMatchObject({ codes: ['15', 'GE002'] })
})

test('whether the NHS knew somebody before is kept from allocation on, and told by traces', async () => {
  const world = spine()
  outcomeOf(deliver(world, message('PRPA_IN000200UK03', allocationRequest(), { id: nextId() })))
  const contact = `<previousNhsContact classCode="OBS" moodCode="EVN"><code code="17" codeSystem="${LIST}17.35"/>${coded('0', '17.38')}`
  expect(await retrieve(world, 'QUPA_IN000008UK02', '5182663366')).toContain(contact)
  const { text } = await ask(
    world,
    'QUPA_IN000005UK01',
    sex('2'),
    born('19800214'),
    named('Newcomer'),
  )
  expect(text.replace(/>\s+</g, '><')).toContain(contact)
})

test('nothing of it is told of a sensitive record, or over FHIR', async () => {
  const world = spine()
  const body: UpdateBody = {
    nhsNumber: '9000000025',
    payload: 'PdsNhaisUpdateRequest',
    observed: registrationEvent('added'),
  }
  expect(bring(world, 'PRPA_IN000204UK03', body)).toMatchObject({ type: 'AA' })
  expect((findPatient(world.store, '9000000025') as Patient).messageOnly).toBeDefined()
  expect(await retrieve(world, 'QUPA_IN000008UK02', '9000000025')).not.toContain('custodian')
  const { json } = await send(world, '/Patient/9000000025', { token: appToken(world) })
  expect(JSON.stringify(json)).not.toContain('NTH')
})

test('a reason for removal that FHIR does not show is another reason there', async () => {
  const world = spine()
  const body: UpdateBody = {
    payload: 'PdsNhaisUpdateRequest',
    observed: removalEvent('6.3', 'added', 'OPA'),
  }
  bring(world, 'PRPA_IN000204UK03', body)
  expect(await retrieve(world, 'QUPA_IN000008UK02')).toContain('<reasonCode code="OPA"')
  const { json } = await send(world, `/Patient/${PERSON}`, { token: appToken(world) })
  expect(JSON.stringify(json)).toContain('"code":"ORR","display":"Other Reason"')
})
