import { expect, test } from 'vitest'
import {
  writeCancellationAnswer,
  writeProviderCancellation,
} from '../../../../src/hl7v3/ebooking/payloads/appointment-cancellation.js'
import { writeAvailableSlots } from '../../../../src/hl7v3/ebooking/payloads/available-slots.js'
import { writeCancelledSlotList } from '../../../../src/hl7v3/ebooking/payloads/cancelled-slot-list.js'
import { writeDnaList } from '../../../../src/hl7v3/ebooking/payloads/dna-list.js'
import { writeRequestService } from '../../../../src/hl7v3/ebooking/payloads/request-service.js'
import { writeRequestedAppointment } from '../../../../src/hl7v3/ebooking/payloads/requested-appointment.js'
import { startSandbox } from '../../../../src/library/index.js'
import { Chance } from '../../../fuzz/chance.js'
import { Hospital, MessageParty, NOW, SERVICE, type Sending, slotAt, uuid } from './support.js'

const UBRN = '000000070001'
const answering = { type: 'AA', details: [], messageRef: uuid() } as const

/** A message of each kind. */
const messages = (): Sending[] => [
  {
    family: 'availableSlots',
    content: writeAvailableSlots({
      ...{ id: uuid(), service: SERVICE, slots: [slotAt(0), slotAt(1)], request: uuid() },
    }),
  },
  {
    family: 'appointmentConfirmed',
    acknowledgement: answering,
    content: writeRequestedAppointment({ usrn: uuid(), ubrn: UBRN }),
  },
  {
    family: 'cancellationRejected',
    acknowledgement: answering,
    content: writeCancellationAnswer({ ubrn: UBRN }),
  },
  {
    family: 'slotsWithdrawn',
    content: writeCancelledSlotList({ id: uuid(), usrns: [uuid(), uuid()] }),
  },
  {
    family: 'didNotAttend',
    content: writeDnaList({ id: uuid(), missed: [{ ubrn: UBRN, reason: '3' }] }),
  },
  {
    family: 'providerCancellation',
    content: writeProviderCancellation({ ubrn: UBRN, reason: '01' }),
  },
  { family: 'acknowledgement', acknowledgement: answering },
  {
    family: 'requestService',
    content: writeRequestService({
      ...{ id: uuid(), effectiveTime: '20260601070000', priority: '1' },
      patient: { nhsNumber: '9912003888' },
      author: { roleProfile: '555254240100', user: '021600556514' },
    }),
  },
]

const JUNK = ['', ' ', '0', 'null', '-1', 'é&amp;&lt;', '9'.repeat(3000), '20260231', '../..']

/** Spoils an attribute, or an empty element, of what stands in the control act. */
function spoil(text: string, chance: Chance): string {
  const from = text.indexOf('<ControlActEvent')
  const places = [...text.slice(from).matchAll(/ [a-zA-Z]+="[^"]*"|<[a-zA-Z]+ [^>]*\/>/g)]
  const place = chance.pick(places)
  if (!place) return text
  const at = from + place.index
  const [found] = place
  const instead = chance.pick([
    '',
    found.startsWith('<') ? found + found : found.replace(/"[^"]*"/, `"${chance.pick(JUNK)}"`),
  ])
  return text.slice(0, at) + instead + text.slice(at + found.length)
}

test('spoilt messages are taken and answered or noted; nothing breaks', async () => {
  const sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  const party = await MessageParty.listen()
  const hospital = await Hospital.open(sandbox, 'odd', party)
  await hospital.connect()
  const chance = new Chance(7)
  for (let round = 0; round < 3; round++)
    for (const message of messages())
      await hospital.send({ ...message, edit: (text) => spoil(spoil(text, chance), chance) })
  expect(await hospital.free()).toHaveLength(2)
  await sandbox.close()
  await party.close()
})
