import { given } from '../../../../world/given.js'
import type {
  AppointmentRequest,
  DeferralReason,
} from '../../domain/appointment/appointment-request.js'
import { APPOINTMENT_PROFILES } from '../represent/appointment.js'
import { CS, ID } from '../systems.js'
import { checkMembers, commentOf } from './appointment-members.js'
import { localReference } from './local-reference.js'
import { noOthers, ofProfile } from './parameters.js'
import type { Place, Reader } from './place.js'
import {
  array,
  coding,
  identifier,
  instantText,
  type Members,
  member,
  object,
  oneOf,
  only,
  text,
} from './values.js'

const REVIEW_REASONS = [
  'NO_SLOTS_AT_SERVICE',
  'SLOT_NOT_AVAILABLE',
  'BOOKING_ATTEMPT_PROBLEM',
  'TRIAGE',
] as const

/** Most characters of the comment on a deferral (ers-fhir 10.4). */
const LONGEST_COMMENT = 1000

const SLOT = /^Slot\/(\d{1,15})$/
const slotReference: Reader<number> = (value, place) => {
  const read = object(value, place)
  const reference = read && member(read, 'reference', text(), place)
  if (reference === undefined) return undefined
  const id = SLOT.exec(localReference(reference))?.[1]
  return id === undefined ? place.child('reference').invalid(reference) : Number(id)
}

const REFERRAL = /^ReferralRequest\/(\d{12})\/_history\/(\d+)$/
export const referralReference: Reader<{ ubrn: string; version: number }> = (value, place) => {
  const read = object(value, place)
  const reference = read && member(read, 'reference', text(), place)
  if (reference === undefined) return undefined
  const match = REFERRAL.exec(localReference(reference))
  return match
    ? { ubrn: match[1] as string, version: Number(match[2]) }
    : place.child('reference').invalid(reference)
}

const reason: Reader<(typeof REVIEW_REASONS)[number]> = (value, place) => {
  const read = object(value, place)
  return read && only(read, 'coding', coding(CS('eRS-ReviewReason-1'), REVIEW_REASONS), place)
}

interface Participants {
  readonly serviceId: string
  readonly nhsNumber: string
  readonly clinician?: string
}

/** Service, patient, and a clinician if the slot has one: in this order (ers-fhir 6.7). */
function readParticipants(body: Members, place: Place): Participants | undefined {
  const values = member(body, 'participant', array, place)
  if (!values) return undefined
  if (values.length > 3) return place.child('participant').structure('an array of 2 or 3 elements')
  const actor = (at: number, system: string): string | undefined => {
    const here = place.child(`participant[${at}]`)
    if (values[at] === undefined) return here.missing()
    const participant = object(values[at], here)
    if (!participant) return undefined
    noOthers(participant, ['actor', 'status', 'type'], here)
    member(participant, 'status', oneOf('accepted'), here)
    const found = member(participant, 'actor', object, here)
    return found && member(found, 'identifier', identifier(system), here.child('actor'))
  }
  const serviceId = actor(0, ID.service)
  const nhsNumber = actor(1, ID.nhsNumber)
  const clinician = values.length > 2 ? actor(2, ID.sdsUser) : undefined
  return serviceId !== undefined && nhsNumber !== undefined
    ? { serviceId, nhsNumber, ...given({ clinician }) }
    : undefined
}

/** Members that go with a booking alone, or with a deferral alone. */
function notAllowed(body: Members, names: readonly string[], place: Place, status: string): void {
  for (const name of names)
    if (body[name] !== undefined)
      place
        .child(name)
        .refuse('INAPPROPRIATE_VALUE', `'${name}' does not go with status '${status}'`)
}

function readBooking(body: Members, place: Place) {
  notAllowed(body, ['reason'], place, 'booked')
  const start = member(body, 'start', instantText, place)
  const end = member(body, 'end', instantText, place)
  const slotId = only(body, 'slot', slotReference, place)
  return start !== undefined && end !== undefined && slotId !== undefined
    ? ({ kind: 'BOOK', start, end, slotId } as const)
    : undefined
}

function readProposal(body: Members, place: Place, comment: string | undefined) {
  notAllowed(body, ['start', 'end'], place, 'proposed')
  const code = only(body, 'reason', reason, place)
  const slotId = body.slot === undefined ? undefined : only(body, 'slot', slotReference, place)
  if (code === undefined) return undefined
  const details = given({ slotId, comment })
  return code === 'TRIAGE'
    ? ({ kind: 'SEND_FOR_TRIAGE', ...details } as const)
    : ({ kind: 'DEFER', reason: code satisfies DeferralReason, ...details } as const)
}

/** The body of A016: a booking, a deferral or a request for triage (ers-fhir 7.16). */
export const appointmentRequest: Reader<AppointmentRequest> = (value, place) => {
  const body = object(value, place)
  if (!body) return undefined
  ofProfile(body, 'Appointment', APPOINTMENT_PROFILES, place)
  checkMembers(body, place)
  const status = member(body, 'status', oneOf('booked', 'proposed'), place)
  const comment = commentOf(body, text(LONGEST_COMMENT), place)
  const referral = only(body, 'incomingReferral', referralReference, place)
  const participants = readParticipants(body, place)
  if (status === undefined) return undefined
  const details =
    status === 'booked' ? readBooking(body, place) : readProposal(body, place, comment)
  return referral && participants && details
    ? { ...referral, ...participants, ...details }
    : undefined
}
