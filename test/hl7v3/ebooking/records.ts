import type * as Ebooking from '../../../src/hl7v3/ebooking/index.js'
import { HL7, type XmlElement } from '../../../src/hl7v3/xml/element.js'

/** Records of every payload, full and bare, for tests that write them. */

const UUID = (last: number): string => `A1B2C3D4-0000-4000-8000-${String(last).padStart(12, '0')}`

const CLINICIAN = { roleProfile: '555021935107', user: '555021934104' }

const PERSON = {
  names: [{ use: 'L', prefix: ['MR'], given: ['Noah', 'James'], family: ["O'Hara & Sons"] }],
  telecoms: [{ use: 'HP', value: 'tel:01135550101' }],
  sex: '1' as const,
  birthTime: '19800229',
  addresses: [{ use: 'H', lines: ['', '4 Mill Lane', '', 'Otley', ''], postalCode: 'LS21 1AA' }],
}

const GP = {
  practiceCode: 'B86044',
  gp: { use: 'L', family: ['Ward'] },
  practice: {
    odsCode: 'B86044',
    name: 'Mill <Lane> Surgery',
    telecoms: [{ use: 'WP', value: 'tel:01135550100' }],
    address: { use: 'WP', lines: ['1 Mill Lane'], postalCode: 'LS21 1AB' },
  },
}

export const POLL: Ebooking.RequestAvailableSlots = {
  id: UUID(1),
  period: {
    low: '202406150000',
    lowInclusive: true,
    high: '202407270000',
    highInclusive: false,
  },
  service: '7001',
}

export const OFFER: Ebooking.AvailableSlots = {
  id: UUID(2),
  service: '7001',
  slots: [
    {
      usrn: UUID(101),
      time: { low: '202406170900', high: '202406170920' },
      priority: '2',
      performer: CLINICIAN,
    },
    { usrn: UUID(102), time: { low: '202406170920', width: { value: 20, unit: 'min' } } },
  ],
  request: POLL.id,
}

export const BARE_BOOKING: Ebooking.RequestAppointment = {
  id: UUID(3),
  patient: { nhsNumber: '9000000009' },
  referral: {
    effectiveTime: '20240614113000',
    priority: '3',
    author: { ...CLINICIAN, organisation: 'B86044' },
  },
  ubrn: '000000070000',
  usrn: UUID(101),
}

export const BOOKING: Ebooking.RequestAppointment = {
  ...BARE_BOOKING,
  patient: {
    nhsNumber: '9000000009',
    person: { ...PERSON, language: { code: 'cy', preferred: true } },
    registeredGp: GP,
  },
  suppressCorrespondence: true,
  callbackConsent: false,
}

export const CANCELLATION: Ebooking.RequestCancellation = {
  ubrn: '000000070000',
  reason: '39',
  suppressCorrespondence: false,
  usrn: UUID(101),
}

export const WITHDRAWN: Ebooking.CancelledSlotList = { id: UUID(4), usrns: [UUID(101), UUID(102)] }

export const MISSED: Ebooking.DnaList = {
  id: UUID(5),
  missed: [
    { ubrn: '000000070000', reason: '3' },
    { ubrn: '000000070006', reason: '8' },
  ],
}

export const SERVICE_REQUEST: Ebooking.RequestService = {
  id: UUID(6),
  effectiveTime: '20240614113000',
  priority: '1',
  patient: {
    nhsNumber: '9000000009',
    person: {
      ...PERSON,
      hearing: '1',
      guardians: [
        { relationship: '04', person: { name: { text: 'Ann O’Hara' }, telecoms: [], sex: '2' } },
      ],
      proxies: [
        {
          certificate: 'seen',
          person: {
            id: { root: '1.2.3', extension: '4' },
            name: { family: ['Law'] },
            telecoms: PERSON.telecoms,
            birthTime: '1950',
            address: { lines: ['5 Mill Lane'] },
            hearing: '2',
          },
        },
      ],
      language: { code: 'en', preferred: false },
    },
    registeredGp: GP,
  },
  author: CLINICIAN,
}

const hl7 = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly XmlElement[] = [],
  text = '',
): XmlElement => ({
  namespace: HL7,
  name,
  attributes: Object.entries(attributes).map(([one, value]) => ({
    namespace: '',
    name: one,
    value,
  })),
  children,
  text,
})

export const REFERRAL: Ebooking.Referral = {
  ubrn: '000000070000',
  priority: '2',
  patient: { nhsNumber: '9000000009', person: { ethnicCategory: 'A' } },
  author: CLINICIAN,
  statements: [
    hl7('NarrativeStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
      hl7('id', { root: UUID(8) }),
      hl7('text', {}, [], 'Two weeks of <pain>.'),
      hl7('statusCode', { code: 'completed' }),
    ]),
  ],
  headings: [{ id: { root: UUID(9) }, code: '03', statements: [{ root: UUID(8) }] }],
  requestedActions: [{ code: '01', text: 'Please see' }, { code: '99' }],
}

export const CONFIRMED_SERVICE: Ebooking.ConfirmedService = {
  ubrn: '000000070000',
  request: SERVICE_REQUEST.id,
}
