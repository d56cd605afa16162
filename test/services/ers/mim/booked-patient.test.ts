import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { refer } from '../../../support/ers-steps.js'
import { ForeignPas } from '../../../support/foreign-pas.js'
import { ForeignStory, slotTomorrow } from './foreign-support.js'
import { NOW } from './support.js'

let sandbox: RunningSandbox
let pas: ForeignPas
let story: ForeignStory
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  pas = await ForeignPas.listen()
})
beforeEach(async () => {
  story = await ForeignStory.begin(sandbox, `booked-patient-${++count}`, pas)
  await story.offer([slotTomorrow(0)])
})
afterAll(async () => {
  await sandbox.close()
  await pas.close()
})

/** What the hospital reads of a patient who books a slot in the portal, without the space between elements. */
async function patientIn(patient: string, before?: () => Promise<unknown>): Promise<string> {
  const referral = await refer(story.gp, { patient })
  await before?.()
  const [slot] = await story.free()
  if (!slot) throw new Error('no slot')
  const books = { action: 'PATIENT_BOOKS', slotId: Number(slot.id) }
  const path = `/referrals/${referral.json.id}/actions`
  const answering = story.control('POST', path, books)
  const asked = await Promise.race([pas.next(story.says.booking), answering])
  if ('status' in asked) throw new Error(asked.text)
  const { hl7 } = asked
  await story.world.clock.advance(120_000)
  await answering
  const subject = /<subject typeCode="SBJ">[\s\S]*?<pertinentInformation1/.exec(hl7)?.[0] ?? ''
  return subject.replace(/>\s+</g, '><')
}

test('a booking says how the patient is reached, and who their GP is', async () => {
  const said = await patientIn('9912003888')
  expect(said).toContain(
    '<family>Hartley</family></name><telecom use="MC" value="tel:07700900388"/><telecom use="HP" value="mailto:rosalind.hartley@example.com"/><administrativeGenderCode code="2"/><birthTime value="19840517"/>',
  )
  expect(said).toContain(
    '</patientPerson><sourceOf typeCode="registeredWith"><GpRegisteredWith classCode="ROL"><id root="2.16.840.1.113883.2.1.3.2.4.11" extension="D82106"/><playingGpPerson classCode="PSN" determinerCode="INSTANCE"><name use="L">',
  )
  expect(said).toContain(
    '<id root="1.2.826.0.1285.0.1.10" extension="D82106"/><name>Saltmarsh Medical Practice</name><telecom use="WP" value="tel:01632960410"/>',
  )
  expect(said).not.toMatch(/correspondenceSuppression|CallbackConsent|languageCommunication/)
})

test('a booking says the language of the patient; a practice without a GP in the directory is left out', async () => {
  const said = await patientIn('9000000009')
  expect(said).toContain(
    '<languageCommunication><languageCode code="fr"/><preferenceInd value="true"/></languageCommunication></patientPerson>',
  )
  expect(said).not.toContain('sourceOf')
})

test('of a record that is sensitive by now, a booking says the NHS number alone', async () => {
  const said = await patientIn('9912003888', () =>
    story.control('POST', '/patients/9912003888/actions', {
      action: 'SET_SENSITIVITY',
      sensitivity: 'R',
    }),
  )
  expect(said).toContain(
    '<patient classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="9912003888"/></patient>',
  )
})
