import { type Answer, answerAdvice, askAdvice } from '../robots/acts/advice.js'
import { book, freeSlots, propose } from '../robots/acts/appointments.js'
import { addLetter } from '../robots/acts/files.js'
import { happensToPatient, happensToReferral } from '../robots/acts/patient.js'
import { readReferral, refer } from '../robots/acts/referrals.js'
import { cancelReferral } from '../robots/acts/review.js'
import { control } from '../robots/control.js'
import type { Slot } from '../robots/fhir/appointment.js'
import type { Line } from '../robots/line.js'
import { Professional, type Standing } from '../robots/professional.js'
import { SandboxError } from './explain.js'

/** A referral as it is to be; what is left out is a cardiology referral of the data set. */
export interface ReferralDraft {
  /** NHS number. */
  readonly patient?: string
  /** Services of the shortlist. */
  readonly services?: readonly string[]
  readonly priority?: 'ROUTINE' | 'URGENT' | 'TWO_WEEK_WAIT'
  readonly specialty?: string
  readonly clinicType?: string
  /** Who refers. */
  readonly by?: Partial<Standing>
  /** Text of a referral letter, added at once. */
  readonly letter?: string
}

/** A referral that is there. */
export interface GivenReferral {
  readonly ubrn: string
  readonly patient: string
  readonly service: string
  /** Its version and state now. */
  now(): Promise<{ readonly version: string; readonly state: string }>
}

/** A referral with an appointment, a deferral or a request for triage. */
export interface GivenAppointment extends GivenReferral {
  readonly appointment: string
  /** Start of the appointment; empty where there is no slot. */
  readonly start: string
}

/** A question to a service. */
export interface AdviceDraft extends Omit<ReferralDraft, 'services' | 'letter'> {
  readonly service?: string
  readonly text?: string
  /** Whether the provider may make a referral of it. */
  readonly mayConvert?: boolean
}

/** State that a test starts from, made through the same APIs that software uses. */
export interface Given {
  /** A referral that is not booked. */
  referral(draft?: ReferralDraft): Promise<GivenReferral>
  /** A referral that is booked into the earliest slot of its first service. */
  booked(draft?: ReferralDraft): Promise<GivenAppointment>
  /** A referral that was deferred to its provider. */
  deferred(draft?: ReferralDraft): Promise<GivenAppointment>
  /** A referral that waits for triage. */
  triage(draft?: ReferralDraft): Promise<GivenAppointment>
  /** A referral that was cancelled. */
  cancelled(draft?: ReferralDraft): Promise<GivenReferral>
  /** A request for advice; its UBRN. */
  adviceRequest(draft?: AdviceDraft): Promise<string>
  /** An answer of the provider to a request for advice. */
  adviceAnswer(ubrn: string, answer?: Partial<Answer>): Promise<void>
  /** The earliest free slot of a service. */
  slot(service?: string): Promise<Slot>
  /** What happens to a patient in life: `{ action: 'MOVE', ... }`, `{ action: 'DIE', ... }` (docs/control-api.md). */
  patientEvent(nhsNumber: string, event: object): Promise<void>
  /** What happens to a referral outside the API (docs/control-api.md). */
  referralEvent(ubrn: string, event: object): Promise<void>
  /** A test user, as `POST /_sandbox/users` takes one; their user name. */
  user(draft: object): Promise<string>
  /** An application, as `POST /_sandbox/applications` takes one. */
  application(draft: object): Promise<{ readonly clientId: string; readonly secret: string }>
  /** A system of the directory, as `POST /_sandbox/sds/systems` takes one. */
  system(draft: object): Promise<{ readonly asid: string; readonly partyKey: string }>
}

const USUAL = {
  patient: '9912003888',
  service: '11000',
  triageService: '11004',
  specialty: 'CARDIOLOGY',
  clinicType: 'HEART_FAILURE',
  adviceService: '11014',
} as const

/** Triage services want a letter. */
const LETTER_NEEDED: ReadonlySet<string> = new Set([USUAL.triageService])

const REFERRER: Standing = {
  user: '021600556514',
  organisation: 'R69',
  businessFunction: 'REFERRING_CLINICIAN',
}

const PROVIDER: Standing = {
  user: '103264994981',
  organisation: 'R69',
  businessFunction: 'SERVICE_PROVIDER_CLINICIAN',
}

const criteriaOf = ({
  priority = 'ROUTINE',
  specialty = USUAL.specialty,
  clinicType = USUAL.clinicType,
}: ReferralDraft) => ({ priority, specialty, clinicType })

const referrerOf = (line: Line, by: Partial<Standing> = {}): Professional =>
  new Professional(line, { ...REFERRER, ...by })

async function addText(who: Professional, ubrn: string, text: string): Promise<void> {
  const { now } = await control<{ now: string }>(who.line, 'GET', '/clock')
  const file = { name: 'Referral letter.txt', content: new Uint8Array(Buffer.from(text)) }
  await addLetter(who, ubrn, file, { description: 'Referral letter', now })
}

async function makeReferral(
  line: Line,
  draft: ReferralDraft,
  usual: string,
): Promise<GivenReferral> {
  const { patient = USUAL.patient, services = [usual], letter, by } = draft
  const who = referrerOf(line, by)
  const { ubrn } = await refer(who, {
    patient,
    services,
    letter:
      letter === undefined && !LETTER_NEEDED.has(usual)
        ? 'NOT_INTENDING_TO_ADD'
        : 'NEED_TO_ADD_LATER',
    ...criteriaOf(draft),
  })
  if (letter !== undefined) await addText(who, ubrn, letter)
  return {
    ubrn,
    patient,
    service: services[0] ?? usual,
    async now() {
      const { version, state } = await readReferral(who, ubrn)
      return { version: String(version), state }
    },
  }
}

async function earliestSlot(who: Professional, service: string, priority: string): Promise<Slot> {
  const [slot] = await freeSlots(who, service, priority, 1)
  if (slot) return slot
  throw new SandboxError({
    happened: `Service ${service} has no free slot.`,
    where: 'world.given',
    expected: `a free slot for priority ${priority}`,
    todo: 'name a service that publishes slots, or move the clock to a day before them',
  })
}

type Arrange = (
  who: Professional,
  referral: GivenReferral,
  draft: ReferralDraft,
) => Promise<{ readonly id: string; readonly start: string }>

const intoSlot: Arrange = async (who, { ubrn, service }, { priority = 'ROUTINE' }) =>
  book(who, ubrn, service, await earliestSlot(who, service, priority))

const proposed =
  (reason: string): Arrange =>
  (who, { ubrn, service }) =>
    propose(who, ubrn, service, reason)

/** Makes a referral, and an appointment, a deferral or a request for triage of it. */
async function makeAppointment(
  line: Line,
  draft: ReferralDraft,
  usual: string,
  arrange: Arrange,
): Promise<GivenAppointment> {
  const referral = await makeReferral(line, draft, usual)
  const { id, start } = await arrange(referrerOf(line, draft.by), referral, draft)
  return { ...referral, appointment: id, start }
}

/** Everything that tests may start from in a world. */
export const givenOf = (line: Line): Given => ({
  referral: (draft = {}) => makeReferral(line, draft, USUAL.service),
  booked: (draft = {}) => makeAppointment(line, draft, USUAL.service, intoSlot),
  deferred: (draft = {}) =>
    makeAppointment(line, draft, USUAL.service, proposed('BOOKING_ATTEMPT_PROBLEM')),
  triage: (draft = {}) => makeAppointment(line, draft, USUAL.triageService, proposed('TRIAGE')),
  async cancelled(draft = {}) {
    const referral = await makeReferral(line, draft, USUAL.service)
    await cancelReferral(referrerOf(line, draft.by), referral.ubrn, 'RAISED_IN_ERROR')
    return referral
  },
  async adviceRequest(draft = {}) {
    const { service = USUAL.adviceService, text = 'What do you advise?', mayConvert = true } = draft
    const { now } = await control<{ now: string }>(line, 'GET', '/clock')
    const { patient = USUAL.patient } = draft
    const question = { patient, service, text, mayConvert, now, ...criteriaOf(draft) }
    return askAdvice(referrerOf(line, draft.by), question)
  },
  adviceAnswer: (ubrn, answer = {}) =>
    answerAdvice(new Professional(line, PROVIDER), ubrn, {
      outcome: 'RETURN_TO_REFERRER_WITH_ADVICE',
      recommendation: 'ADVICE_ONLY_NO_REFERRAL_RECOMMENDED',
      text: 'Please go on as you are.',
      priority: 'ROUTINE',
      ...answer,
    }),
  slot: (service = USUAL.service) => earliestSlot(referrerOf(line), service, 'ROUTINE'),
  patientEvent: (nhsNumber, event) => happensToPatient(line, nhsNumber, event),
  referralEvent: (ubrn, event) => happensToReferral(line, ubrn, event),
  user: async (draft) =>
    (await control<{ username: string }>(line, 'POST', '/users', draft)).username,
  application: (draft) => control(line, 'POST', '/applications', draft),
  system: async (draft) =>
    (
      await control<{ system: { asid: string; partyKey: string } }>(
        line,
        'POST',
        '/sds/systems',
        draft,
      )
    ).system,
})
