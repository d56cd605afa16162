import { given } from '../../../../world/given.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import type { AppointmentCancellation } from '../../domain/cancellation/cancel-appointment.js'
import { APPOINTMENT_PROFILES } from '../represent/appointment.js'
import { ID, referenceDataTail } from '../systems.js'
import { referralReference } from './appointment.js'
import { checkMembers, commentOf } from './appointment-members.js'
import { comment } from './comment.js'
import { ofProfile } from './parameters.js'
import type { Place, Reader } from './place.js'
import {
  array,
  coding,
  identifier,
  instant,
  type Members,
  member,
  object,
  oneOf,
  only,
  text,
} from './values.js'

const reason: Reader<string> = (value, place) => {
  const read = object(value, place)
  const system = referenceDataTail('APPOINTMENT-CANCELLATION-REASON')
  return read && only(read, 'coding', coding(system), place)
}

function differs(place: Place, name: string): void {
  place.refuse('INAPPROPRIATE_VALUE', `'${name}' must be as it was read`)
}

/** Who takes part, in their order: all must be there again, unchanged, and nobody else (ers-fhir 7.34). */
function checkParticipants(body: Members, stored: Appointment, place: Place): void {
  const values = member(body, 'participant', array, place)
  if (!values) return
  const expected: [string, string | undefined][] = [
    [ID.service, stored.serviceId],
    [ID.nhsNumber, stored.nhsNumber],
    [ID.sdsUser, stored.clinician],
  ]
  if (values.length > expected.length) differs(place, 'participant')
  for (const [at, [system, id]] of expected.entries()) {
    const name = `participant[${at}]`
    const here = place.child(name)
    if (id === undefined) {
      if (values[at] !== undefined) differs(here, name)
      continue
    }
    if (values[at] === undefined) {
      here.refuse('MISSING_VALUE', `'${name}' is mandatory, but was not supplied for 'cancel'`)
      continue
    }
    const actor = member(object(values[at], here) ?? {}, 'actor', object, here)
    const given = actor && member(actor, 'identifier', identifier(system), here.child('actor'))
    if (given !== undefined && given !== id) differs(here, name)
  }
}

/** What may not differ from the stored appointment. */
function checkUnchanged(
  body: Members,
  stored: Appointment,
  referralVersion: number,
  place: Place,
): void {
  const id = member(body, 'id', text(), place)
  if (id !== undefined && id !== String(stored.id)) differs(place, 'id')
  const created = body.created === undefined ? undefined : member(body, 'created', instant, place)
  if (created !== undefined && created !== stored.created) differs(place, 'created')
  const referral = only(body, 'incomingReferral', referralReference, place)
  if (referral && (referral.ubrn !== stored.ubrn || referral.version !== referralVersion))
    differs(place, 'incomingReferral')
  checkParticipants(body, stored, place)
}

/** The body of A034 beside the stored appointment: only reason, comment and status may be new. */
export const appointmentCancellation =
  (stored: Appointment, referralVersion: number): Reader<AppointmentCancellation> =>
  (value, place) => {
    const body = object(value, place)
    if (!body) return undefined
    ofProfile(body, 'Appointment', APPOINTMENT_PROFILES, place)
    checkMembers(body, place, 'created')
    member(body, 'status', oneOf('cancelled'), place)
    checkUnchanged(body, stored, referralVersion, place)
    const code = only(body, 'reason', reason, place)
    const said = commentOf(body, comment, place)
    return code === undefined ? undefined : { reason: code, ...given({ comment: said }) }
  }
