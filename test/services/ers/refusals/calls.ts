import type { ErsClient, Reply } from '../../../support/client.js'
import { CONSULTANT, GP } from '../../../support/client.js'
import {
  booking,
  COMM_RULE,
  newReferral,
  serviceSearch,
  shortlist,
  slotQuery,
  worklist,
} from '../../../support/ers-bodies.js'
import { book, freeSlots, operationBody, refer } from '../../../support/ers-steps.js'
import { adviceList, answering, ask, asking, converting } from '../advice/bodies.js'
import { type Advice, upload } from '../advice/sandbox.js'
import { letters } from '../documents/support.js'

/** A call that would succeed, for a test to spoil in one way. */
export interface Call {
  readonly who: ErsClient
  readonly method: string
  /** Path with `{ubrn}` where it names the request. */
  readonly path: string
  readonly ubrn: string
  // biome-ignore lint/suspicious/noExplicitAny: spoilt in any way
  readonly body?: any
  readonly headers: Readonly<Record<string, string>>
}

const CS = 'https://fhir.nhs.uk/STU3/CodeSystem/'
const SD = (name: string) => `https://fhir.nhs.uk/STU3/StructureDefinition/${name}`
const SERVICE = '11000'
const DEFERRED = '000000070003'
const CONVERSATION = 'CommunicationRequest/{ubrn}'

type Parameter = readonly [name: string, type: string, value: unknown]

const coded = (name: string, system: string, code: string): Parameter => [
  name,
  'valueCoding',
  { system: CS + system, code },
]
const reasoned = (name: string, set: string, code: string): Parameter => [
  name,
  'valueCoding',
  { system: `_baseUrl_/STU3/CodeSystem/${set}`, code },
]

const post = (who: ErsClient, path: string, body?: object, ubrn = '', version?: string): Call => ({
  who,
  method: 'POST',
  path,
  ubrn,
  body,
  headers: version === undefined ? {} : { 'If-Match': `W/"${version}"` },
})

const operation = (name: string) => `/STU3/ReferralRequest/{ubrn}/$ers.${name}`

const versionOf = async (who: ErsClient, ubrn: string): Promise<string> =>
  (await who.get(`/STU3/ReferralRequest/${ubrn}`)).json.meta.versionId

async function booked(sandbox: Advice): Promise<{ ubrn: string; appointment: Reply }> {
  const gp = sandbox.as(GP)
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, SERVICE)
  if (!slot) throw new Error('no slot')
  return { ubrn: referral.json.id, appointment: await book(gp, referral, SERVICE, slot) }
}

/** The provider's change of a booking. */
const ofBooking =
  (name: string, body?: object) =>
  async (sandbox: Advice): Promise<Call> => {
    const { ubrn } = await booked(sandbox)
    const version = await versionOf(sandbox.as(GP), ubrn)
    return post(sandbox.as(CONSULTANT), operation(name), body, ubrn, version)
  }

const shortlisting =
  (name: string, profile: string, service: string) =>
  async (sandbox: Advice): Promise<Call> => {
    const who = sandbox.as(GP)
    const { id, meta } = (await refer(who)).json
    const body = operationBody(
      profile,
      ['shortlist', 'resource', shortlist([service])],
      coded('intentionToAddReferralLetter', 'eRS-ReferralLetterIntention-1', 'NEED_TO_ADD_LATER'),
      ['firstReminderLetterFollowUpDays', 'valueUnsignedInt', 0],
    )
    return post(who, operation(name), body, id, meta.versionId)
  }

const forTriage = () => ({
  ...newReferral({ services: ['11004'], letter: 'NEED_TO_ADD_LATER' }),
  meta: { profile: [SD('eRS-CreateReferralAndSendForTriage-Parameters-1')] },
})

/** A call of each operation that would succeed (ers-fhir 7). */
export const CALLS: Readonly<Record<string, (sandbox: Advice) => Promise<Call>>> = {
  A005: async (sandbox) => ({
    ...post(sandbox.as(GP), '/STU3/ReferralRequest/{ubrn}', undefined, '000000070000'),
    method: 'GET',
  }),
  A008: async (sandbox) =>
    post(
      sandbox.as(CONSULTANT),
      '/STU3/ReferralRequest/$ers.fetchworklist',
      worklist('REFERRALS_FOR_REVIEW'),
    ),
  A010: async (sandbox) =>
    post(
      sandbox.as(GP),
      '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient',
      serviceSearch(),
    ),
  A011: async (sandbox) =>
    post(sandbox.as(GP), '/STU3/ReferralRequest/$ers.createReferral', newReferral()),
  A012: async (sandbox) => {
    const who = sandbox.as(GP)
    const { id, meta } = (await refer(who)).json
    const file = upload(sandbox.world(), 'letter.txt', id)
    const body = letters({ url: `Binary/${file}` })
    return post(who, operation('maintainReferralLetter'), body, id, meta.versionId)
  },
  A013: ofBooking('acceptReferral'),
  A014: ofBooking(
    'rejectReferral',
    operationBody(
      'eRS-RejectReferral-Parameters-1',
      reasoned('rejectionReason', 'APPOINTMENT-CANCELLATION-REASON', 'SERVICE_INAPPROPRIATE'),
    ),
  ),
  A015: async (sandbox) => ({
    ...post(sandbox.as(GP), `/STU3/Slot?${slotQuery(SERVICE)}`),
    method: 'GET',
    headers: COMM_RULE,
  }),
  A016: async (sandbox) => {
    const who = sandbox.as(GP)
    const { id, meta } = (await refer(who)).json
    const [slot] = await freeSlots(who, SERVICE)
    if (!slot) throw new Error('no slot')
    const of = { ubrn: id, version: meta.versionId, service: SERVICE }
    return post(who, '/STU3/Appointment', booking(of, slot), id)
  },
  A021: async (sandbox) =>
    post(sandbox.as(GP), '/STU3/ReferralRequest/$ers.createReferralAndSendForTriage', forTriage()),
  A022: ofBooking(
    'cancelAppointmentActionLater',
    operationBody('eRS-cancelAppointmentActionLater-Parameters-1', [
      'comments',
      'valueString',
      'Later',
    ]),
  ),
  A023: async (sandbox) =>
    post(sandbox.as(CONSULTANT), '/STU3/CommunicationRequest/$ers.fetchworklist', adviceList()),
  A024: async (sandbox) => ({
    ...post(sandbox.as(GP), `/STU3/${CONVERSATION}`, undefined, await ask(sandbox.as(GP))),
    method: 'GET',
  }),
  A025: async (sandbox) => ({
    ...post(
      sandbox.as(GP),
      `/STU3/Communication?based-on=${CONVERSATION}/_history/1`,
      undefined,
      await ask(sandbox.as(GP)),
    ),
    method: 'GET',
  }),
  A026: async (sandbox) =>
    post(
      sandbox.as(CONSULTANT),
      `/STU3/${CONVERSATION}/$ers.sendCommunicationToRequester`,
      answering(),
      await ask(sandbox.as(GP)),
      '1',
    ),
  A027: async (sandbox) => {
    const ubrn = await ask(sandbox.as(GP))
    return post(
      sandbox.as(CONSULTANT),
      '/STU3/ReferralRequest/$ers.createFromCommunicationRequestActionLater',
      converting(`CommunicationRequest/${ubrn}/_history/1`),
      ubrn,
    )
  },
  A028: async (sandbox) => {
    const body = operationBody(
      'eRS-RecordReviewOutcome-Parameters-1',
      coded('reviewOutcome', 'eRS-ReviewOutcome-1', 'RETURN_TO_REFERRER_WITH_ADVICE'),
      ['reviewComments', 'valueString', 'Seen'],
    )
    const version = await versionOf(sandbox.as(GP), DEFERRED)
    return post(sandbox.as(CONSULTANT), operation('recordReviewOutcome'), body, DEFERRED, version)
  },
  A031: shortlisting('changeShortlist', 'eRS-ChangeShortlist-Parameters-1', '11001'),
  A032: shortlisting(
    'changeShortlistAndSendForTriage',
    'eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1',
    '11004',
  ),
  A034: async (sandbox) => {
    const { ubrn, appointment } = await booked(sandbox)
    const [, , reason] = reasoned('', 'APPOINTMENT-CANCELLATION-REASON', 'PATIENT_ILL')
    return {
      ...post(sandbox.as(GP), `/STU3/Appointment/${appointment.json.id}`, undefined, ubrn, '0'),
      method: 'PUT',
      body: { ...appointment.json, status: 'cancelled', reason: [{ coding: [reason] }] },
    }
  },
  A036: async (sandbox) => {
    const who = sandbox.as(GP)
    const { id, meta } = (await refer(who)).json
    const body = operationBody(
      'eRS-CancelReferral-Request-Parameters-1',
      reasoned('cancellationReason', 'REFERRAL-CANCELLATION-REASON', 'PATIENT_DIED'),
    )
    return post(who, operation('cancelReferral'), body, id, meta.versionId)
  },
  A038: async (sandbox) => {
    const { ubrn, appointment } = await booked(sandbox)
    const path = `/STU3/Appointment/${appointment.json.id}`
    return { ...post(sandbox.as(GP), path, undefined, ubrn), method: 'GET' }
  },
  A043: async (sandbox) => ({
    ...post(
      sandbox.as(GP),
      `/STU3/${CONVERSATION}/$ers.generateCRI`,
      undefined,
      await ask(sandbox.as(GP)),
    ),
    headers: { Accept: 'application/pdf' },
  }),
  A044: async (sandbox) =>
    post(sandbox.as(GP), '/STU3/CommunicationRequest/$ers.createAdviceAndGuidance', asking()),
}

/** Sends a call; a header given as '' is left out. */
export const send = ({ who, method, path, ubrn, body, headers }: Call): Promise<Reply> =>
  who.send(path.replace('{ubrn}', ubrn), {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
