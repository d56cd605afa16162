import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfirmedService } from '../../../../src/hl7v3/ebooking/payloads/confirmed-service.js'
import { type Referral, writeReferral } from '../../../../src/hl7v3/ebooking/payloads/referral.js'
import { writeRequestService } from '../../../../src/hl7v3/ebooking/payloads/request-service.js'
import { parseXml } from '../../../../src/hl7v3/xml/parse.js'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { GP } from '../../../support/client.js'
import { PATIENT } from '../../../support/ers-bodies.js'
import { onWorklist, operate, stateOf } from '../../../support/ers-steps.js'
import { patientCare, searchFor } from '../patient-care/support.js'
import { Hospital, MessageParty, NOW, uuid } from './support.js'

let sandbox: RunningSandbox
let party: MessageParty
let practice: Hospital
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  party = await MessageParty.listen()
})
beforeEach(async () => {
  practice = await Hospital.open(sandbox, `referrals-${++count}`, party)
})
afterAll(async () => {
  await sandbox.close()
  await party.close()
})

const AUTHOR = { roleProfile: '555254240100', user: GP.user }

const wanting = (nhsNumber = PATIENT, user = GP.user, id = uuid()) =>
  writeRequestService({
    id,
    effectiveTime: '20260601070000',
    priority: '2',
    patient: { nhsNumber },
    author: { ...AUTHOR, user },
  })

const element = (xml: string) => {
  const parsed = parseXml(xml)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.root
}

const FIRST = '0B0B0B0B-0000-4000-8000-000000000001'

const clinical = (ubrn: string, nhsNumber = PATIENT): Referral => ({
  ubrn,
  priority: '2',
  patient: { nhsNumber },
  author: AUTHOR,
  statements: [
    element(
      `<NarrativeStatement xmlns="urn:hl7-org:v3" classCode="OBS" moodCode="EVN"><id root="${FIRST}"/><text>Chest pain on exertion</text><statusCode code="COMPLETE"/></NarrativeStatement>`,
    ),
    element(
      `<Medication xmlns="urn:hl7-org:v3" classCode="SBADM" moodCode="EVN"><id root="${uuid()}"/><code code="225426007" displayName="Medicine"/><doseQuantity value="75" unit="mg"/><consumable typeCode="CSM"><medicine classCode="THER"><manufacturedSubstance classCode="MMAT" determinerCode="KIND"><code code="319775004"/><name>Aspirin</name></manufacturedSubstance></medicine></consumable></Medication>`,
    ),
  ],
  headings: [{ id: { root: uuid() }, code: '01', statements: [{ root: FIRST }] }],
  requestedActions: [{ code: '01', text: 'Please see and treat' }],
})

async function requested(): Promise<string> {
  const id = uuid()
  await practice.send({ family: 'requestService', content: wanting(PATIENT, GP.user, id) })
  const { content, message } = await practice.next('serviceConfirmed')
  expect(message.acknowledgement?.type).toBe('AA')
  const confirmed = readConfirmedService(content)
  expect(confirmed?.request).toBe(id)
  return confirmed?.ubrn ?? ''
}

const read = (ubrn: string) => practice.gp.get(`/STU3/ReferralRequest/${ubrn}`)

describe('a UBRN by message', () => {
  test('is that of a referral which the FHIR API shows', async () => {
    const ubrn = await requested()
    const referral = await read(ubrn)
    expect(referral.status, referral.text).toBe(200)
    expect(stateOf(referral)).toBe('NOT_BOOKED')
    expect(referral.text).toContain('URGENT')
    expect(practice.findings()).toEqual(['ebs.deprecated'])
  })

  test('stands on the worklist, in its papers and in what the patient sees', async () => {
    const ubrn = await requested()
    expect(await onWorklist(practice.gp, 'AWAITING_BOOKING')).toContain(ubrn)
    const referral = await read(ubrn)
    for (const paper of ['generateCRI', 'generatePatientLetter'])
      expect((await operate(practice.gp, referral, paper)).status).toBe(200)
    const patient = patientCare(practice.world, PATIENT)
    expect((await patient(searchFor(PATIENT))).text).toContain(ubrn)
  })

  test.each([
    ['patient', wanting('9999999999')],
    ['clinician', wanting(PATIENT, '000000000000')],
  ])('is refused for an unknown %s', async (_, content) => {
    await practice.send({ family: 'requestService', content })
    expect(await practice.acknowledged()).toBe('AE 7')
  })
})

describe('clinical information by message', () => {
  test('is kept as a letter of the referrer’s system', async () => {
    const ubrn = await requested()
    await practice.send({ family: 'referral', content: writeReferral(clinical(ubrn)) })
    expect(await practice.acknowledged()).toBe('AA')
    await practice.world.clock.advance(60_000)
    const referral = await read(ubrn)
    expect(referral.text).toContain('clinical-information-1.txt')
    const [, binary] = /"url":"[^"]*(Binary\/[^"]+)"/.exec(referral.text) ?? []
    const file = await practice.gp.get(`/STU3/${binary}`, { Accept: '*/*' })
    expect(file.text).toBe(
      'Heading 01\n  Chest pain on exertion\nMedicine 75 mg Aspirin\nRequested 01 Please see and treat\n',
    )
  })

  test.each([
    ['an unknown UBRN', clinical('999999999999'), 'AE 4'],
    ['another practice’s referral', clinical('000000070001'), 'AE 4'],
  ])('is refused for %s', async (_, content, acknowledgement) => {
    const other =
      acknowledgement === 'AE 4' && content.ubrn === '999999999999'
        ? practice
        : await practice.another('RZZ', '60002')
    await other.send({ family: 'referral', content: writeReferral(content) })
    expect(await other.acknowledged()).toBe(acknowledgement)
  })

  test('is refused for another patient', async () => {
    const ubrn = await requested()
    const content = writeReferral(clinical(ubrn, '9000000009'))
    await practice.send({ family: 'referral', content })
    expect(await practice.acknowledged()).toBe('AE 7')
  })
})
