import { conceptsOf, type ReferenceDataSet } from '../../src/world/tables/concept.js'
import { proposal, shortlist } from '../support/ers-bodies.js'
import type { Known } from './known.js'

const SD = (name: string) => `https://fhir.nhs.uk/STU3/StructureDefinition/${name}`
const CS = (name: string) => `https://fhir.nhs.uk/STU3/CodeSystem/${name}`
const BASE_CS = (name: string) => `http://localhost/referrals/FHIR/STU3/CodeSystem/${name}`

const parameters = (profile: string, ...parameter: readonly object[]) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD(profile)] },
  parameter,
})

const letter = (code: string) => [
  {
    name: 'intentionToAddReferralLetter',
    valueCoding: { system: CS('eRS-ReferralLetterIntention-1'), code },
  },
  { name: 'firstReminderLetterFollowUpDays', valueUnsignedInt: 0 },
]

const file = (known: Known, type: string) => ({
  resourceType: 'DocumentReference',
  meta: { profile: [SD('eRS-DocumentReference-1')] },
  status: 'current',
  indexed: known.world.clock.iso(),
  type: { coding: [{ system: CS('eRS-AttachmentType-1'), code: type }] },
  description: 'a letter',
  content: [{ attachment: { url: `Binary/${known.attachmentId()}` } }],
})

/** A code of a list of reasons; mostly one for the usage that fits. */
function reason({ world, chance }: Known, set: ReferenceDataSet, usage: string): string {
  const all = conceptsOf(world.store, set)
  const fitting = all.filter((concept) => concept.usage === usage)
  return chance.pick(chance.happens(0.8) && fitting.length > 0 ? fitting : all).code
}

/** The appointment of A034, as A038 gave it, cancelled. */
function cancellation(known: Known): object {
  const found = known.appointment()
  const { ubrn = '000000070000', serviceId = '11000', nhsNumber = '9912003888' } = found ?? {}
  const version = known.referral().version
  return {
    ...proposal({ ubrn, version: String(version), service: serviceId, patient: nhsNumber }, 'x'),
    id: String(found?.id ?? 1),
    status: 'cancelled',
    reason: [
      {
        coding: [
          {
            system: BASE_CS('APPOINTMENT-CANCELLATION-REASON'),
            code: reason(known, 'APPOINTMENT-CANCELLATION-REASON', 'CANCEL'),
          },
        ],
      },
    ],
    comment: 'because',
  }
}

const reject = (known: Known) =>
  parameters(
    'eRS-RejectReferral-Parameters-1',
    {
      name: 'rejectionReason',
      valueCoding: {
        system: BASE_CS('APPOINTMENT-CANCELLATION-REASON'),
        code: reason(known, 'APPOINTMENT-CANCELLATION-REASON', 'REJECT'),
      },
    },
    { name: 'rejectionComments', valueString: 'not ours' },
  )

const review = ({ chance }: Known) =>
  parameters(
    'eRS-RecordReviewOutcome-Parameters-1',
    {
      name: 'reviewOutcome',
      valueCoding: {
        system: CS('eRS-ReviewOutcome-1'),
        code: chance.pick(['RETURN_TO_REFERRER_WITH_ADVICE', 'ACCEPT_REFER_BOOK_LATER']),
      },
    },
    { name: 'reviewComments', valueString: 'seen' },
    {
      name: 'reviewPriority',
      valueCoding: { system: CS('eRS-Priority-1'), code: chance.pick(['ROUTINE', 'URGENT']) },
    },
  )

const cancelReferral = (known: Known) =>
  parameters(
    'eRS-CancelReferral-Request-Parameters-1',
    {
      name: 'cancellationReason',
      valueCoding: {
        system: BASE_CS('REFERRAL-CANCELLATION-REASON'),
        code: reason(known, 'REFERRAL-CANCELLATION-REASON', 'CANCEL_REFERRAL'),
      },
    },
    { name: 'cancellationComments', valueString: 'no longer needed' },
  )

const changeShortlist =
  (profile: string, services: readonly string[]) =>
  (known: Known): object =>
    parameters(
      profile,
      { name: 'shortlist', resource: shortlist([known.chance.pick(services)]) },
      ...letter('NEED_TO_ADD_LATER'),
    )

const maintainLetter = (known: Known) =>
  parameters('eRS-MaintainReferralLetter-Parameters-1', {
    name: 'referralLetterFile',
    resource: file(known, 'REFERRER'),
  })

const actionLater = () =>
  parameters('eRS-cancelAppointmentActionLater-Parameters-1', {
    name: 'comments',
    valueString: 'later',
  })

/** Bodies of the operations that change a referral or its appointment. */
export const CHANGE_BODIES: Readonly<Record<string, (known: Known) => object>> = {
  A012: maintainLetter,
  A014: reject,
  A022: actionLater,
  A028: review,
  A031: changeShortlist('eRS-ChangeShortlist-Parameters-1', ['11000', '11001', '11003', '11004']),
  A032: changeShortlist('eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1', ['11004']),
  A034: cancellation,
  A036: cancelReferral,
}
