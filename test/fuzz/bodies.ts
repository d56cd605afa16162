import { adviceList, answering, asking, converting } from '../services/ers/advice/bodies.js'
import { booking, newReferral, proposal, serviceSearch, worklist } from '../support/ers-bodies.js'
import { CHANGE_BODIES } from './change-bodies.js'
import type { Known } from './known.js'

/** Services that take referrals for heart failure, and one for triage. */
const REFERRABLE = ['11000', '11001', '11003', '11012', '11013', '12000', '12001', '11016'] as const
const PATIENTS = ['9912003888', '9912003071', '9900000285', '9472063845', '9000000009'] as const
const OUTCOMES = ['RETURN_TO_REFERRER_WITH_ADVICE', 'REQUIRE_FURTHER_INFORMATION'] as const
const LISTS = [
  'REFERRALS_FOR_REVIEW',
  'APPOINTMENT_SLOT_ISSUES',
  'AWAITING_BOOKING',
  'LETTERS_OUTSTANDING',
  'REJECTED_TRIAGE_RESPONSE',
  'ASSESSMENT_RETURNED_CANCELLED_DNA',
] as const

const create = ({ chance }: Known) =>
  newReferral({
    services: chance.happens(0.15) ? ['11004'] : [chance.pick(REFERRABLE)],
    patient: chance.happens(0.6) ? PATIENTS[0] : chance.pick(PATIENTS),
    priority: chance.happens(0.8) ? 'ROUTINE' : 'URGENT',
    letter: chance.happens(0.5) ? 'NEED_TO_ADD_LATER' : 'NOT_INTENDING_TO_ADD',
    ...(chance.happens(0.1) ? { clinician: '021600556514' } : {}),
  })

const createForTriage = () => ({
  ...newReferral({ services: ['11004'], letter: 'NEED_TO_ADD_LATER' }),
  meta: {
    profile: [
      'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-CreateReferralAndSendForTriage-Parameters-1',
    ],
  },
})

/** A booking, a deferral or a request for triage, of a referral as it stands. */
function appointment(known: Known): object {
  const { chance } = known
  const { ubrn, version, nhsNumber, shortlist: services } = known.referral()
  const service = services[0] ?? '11000'
  const of = { ubrn, version: String(version), service, patient: nhsNumber }
  const slot = known.slot(service)
  if (!slot || chance.happens(0.3))
    return proposal(of, chance.pick(['NO_SLOTS_AT_SERVICE', 'TRIAGE', 'SLOT_NOT_AVAILABLE']))
  return booking(of, {
    id: String(slot.id),
    start: new Date(slot.start).toISOString(),
    end: new Date(slot.end).toISOString(),
    schedule: { reference: `Schedule/${service}${slot.clinician ? `-${slot.clinician}` : ''}` },
  })
}

/** A body that suits each operation; the rest get any of them. */
const BODIES: Readonly<Record<string, (known: Known) => object>> = {
  ...CHANGE_BODIES,
  A008: ({ chance }) => worklist(chance.pick(LISTS)),
  A010: () => serviceSearch(),
  A011: create,
  A016: appointment,
  A021: createForTriage,
  A020: () => ({}),
  A023: () => adviceList(),
  A026: ({ chance }) => answering({ outcome: chance.pick(OUTCOMES) }),
  A027: (known) =>
    converting(`CommunicationRequest/${known.advice().ubrn}/_history/${known.advice().version}`),
  A044: ({ chance }) => asking({ patient: chance.pick(PATIENTS) }),
}

/** A valid body for an operation, made of what the world holds. */
export const bodyFor = (code: string, known: Known): object =>
  (BODIES[code] ?? known.chance.pick(Object.values(BODIES)))(known)
