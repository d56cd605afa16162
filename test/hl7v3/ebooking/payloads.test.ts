import { describe, expect, test } from 'vitest'
import * as Ebooking from '../../../src/hl7v3/ebooking/index.js'
import { HL7, type XmlElement } from '../../../src/hl7v3/xml/element.js'
import { parseXml } from '../../../src/hl7v3/xml/parse.js'
import { type Xml, xml } from '../../../src/hl7v3/xml/template.js'
import * as records from './records.js'

const parsed = (payload: Xml): XmlElement => {
  const read = parseXml(xml`<x xmlns="${HL7}">${payload}</x>`.text)
  if (!read.ok) throw new Error(read.problem)
  return read.root.children[0] as XmlElement
}

const around = <Of>(
  title: string,
  of: Of,
  write: (of: Of) => Xml,
  read: (payload: XmlElement) => Of | undefined,
) => ({ title, again: () => read(parsed(write(of))), of, element: () => parsed(write(of)), read })

const ROUNDS = [
  around(
    'a poll',
    records.POLL,
    Ebooking.writeRequestAvailableSlots,
    Ebooking.readRequestAvailableSlots,
  ),
  around('free slots', records.OFFER, Ebooking.writeAvailableSlots, Ebooking.readAvailableSlots),
  around(
    'no free slot',
    { ...records.OFFER, slots: [] },
    Ebooking.writeAvailableSlots,
    Ebooking.readAvailableSlots,
  ),
  around(
    'a booking request',
    records.BOOKING,
    Ebooking.writeRequestAppointment,
    Ebooking.readRequestAppointment,
  ),
  around(
    'a bare booking request',
    records.BARE_BOOKING,
    Ebooking.writeRequestAppointment,
    Ebooking.readRequestAppointment,
  ),
  around(
    'its answer',
    { usrn: records.BOOKING.usrn, ubrn: records.BOOKING.ubrn },
    Ebooking.writeRequestedAppointment,
    Ebooking.readRequestedAppointment,
  ),
  around(
    'a request to cancel',
    records.CANCELLATION,
    Ebooking.writeRequestCancellation,
    Ebooking.readRequestCancellation,
  ),
  around(
    'a bare request to cancel',
    { ubrn: '1', reason: '01' as const },
    Ebooking.writeRequestCancellation,
    Ebooking.readRequestCancellation,
  ),
  around(
    'the answer to that',
    { ubrn: '1' },
    Ebooking.writeCancellationAnswer,
    Ebooking.readCancellationAnswer,
  ),
  around(
    'a cancellation by the provider',
    { ubrn: '1', reason: '02' as const },
    Ebooking.writeProviderCancellation,
    Ebooking.readProviderCancellation,
  ),
  around(
    'withdrawn slots',
    records.WITHDRAWN,
    Ebooking.writeCancelledSlotList,
    Ebooking.readCancelledSlotList,
  ),
  around('missed appointments', records.MISSED, Ebooking.writeDnaList, Ebooking.readDnaList),
  around(
    'a request for a UBRN',
    records.SERVICE_REQUEST,
    Ebooking.writeRequestService,
    Ebooking.readRequestService,
  ),
  around(
    'a UBRN',
    records.CONFIRMED_SERVICE,
    Ebooking.writeConfirmedService,
    Ebooking.readConfirmedService,
  ),
  around('clinical information', records.REFERRAL, Ebooking.writeReferral, Ebooking.readReferral),
]

/** Each element of a payload without one of its children. */
const withoutOne = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((child, at) => [
    { ...element, children: element.children.toSpliced(at, 1) },
    ...withoutOne(child).map((less) => ({
      ...element,
      children: element.children.with(at, less),
    })),
  ])

describe('payloads of the eBooking messages', () => {
  test.each(ROUNDS)('$title is read as it was written', ({ again, of }) => {
    expect(again()).toEqual(of)
  })

  test.each(ROUNDS)(
    '$title with anything missing is read or not read, but never breaks',
    (round) => {
      for (const less of withoutOne(round.element())) expect(() => round.read(less)).not.toThrow()
      expect(round.read({ ...round.element(), children: [] })).toBeUndefined()
    },
  )

  test('a cancellation reason of one digit counts as one of two', () => {
    const element = parsed(xml`
      <AppointmentCancellation classCode="PCPR" moodCode="EVN">
        <id root="2.16.840.1.113883.2.1.3.2.4.1" extension="1000000001"/>
        <reasonCode code="1"/>
      </AppointmentCancellation>`)
    expect(Ebooking.readProviderCancellation(element)?.reason).toBe('01')
  })
})
