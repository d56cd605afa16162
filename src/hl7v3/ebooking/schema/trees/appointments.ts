import { ROOTS } from '../../../oids.js'
import { EBOOKING_ROOTS } from '../../roots.js'
import { CANCELLATION_REASON, paddedReason } from '../../vocabularies/cancellation-reason.js'
import { NON_ATTENDANCE } from '../../vocabularies/non-attendance-reason.js'
import { PRIORITY } from '../../vocabularies/priority.js'
import { CALLBACK_CONSENT, SUPPRESSION } from '../../vocabularies/small.js'
import {
  act,
  any,
  coded,
  entity,
  fixedId,
  having,
  id,
  leaf,
  link,
  optional,
  role,
  type SchemaNode,
  some,
  uuid,
} from '../node.js'
import {
  clinic,
  clinician,
  demographics,
  language,
  nhsNumber,
  registeredGp,
  ubrn,
} from './people.js'

const slot = (name: string): SchemaNode => act(name, 'SPLY', 'SLOT', [uuid()])

const suppression = optional(
  link('component', 'COMP', [
    act('correspondenceSuppression', 'OBS', 'EVN', [coded('code', 'CV', SUPPRESSION)]),
  ]),
)

/** Whether the patient may be called back: its mood is not settled. */
const consent = optional(
  link('pertinentInformation2', 'PERT', [
    having(
      act('pertinentCallbackConsent', 'ENC', 'EVN', [
        coded('specialCourtesiesCode', 'CV', CALLBACK_CONSENT),
      ]),
      'moodCode',
      { free: true },
    ),
  ]),
)

const referrer = role('agentPersonSDS', 'AGNT', [
  fixedId(ROOTS.roleProfile),
  entity('agentPersonSDS', 'PSN', [fixedId(ROOTS.user)]),
  entity('representedOrganisationSDS', 'ORG', [id(EBOOKING_ROOTS.organisation)]),
])

const requestSlots = act('RequestAvailableSlots', 'SPLY', 'RQO', [
  uuid(),
  leaf('effectiveTime', 'IVL_TS'),
  clinic,
])

const availableSlots = act('AvailableSlots', 'LIST', 'SLOT', [
  uuid(),
  clinic,
  any(
    link('component', 'COMP', [
      act('appointmentSlot', 'SPLY', 'SLOT', [
        uuid(),
        leaf('effectiveTime', 'IVL_TS'),
        optional(coded('priorityCode', 'CV', PRIORITY)),
        optional(link('performer', 'PRF', [clinician])),
      ]),
    ]),
  ),
  link('inFulfillmentOf', 'FLFS', [act('priorSlotRequest', 'SPLY', 'RQO', [uuid()])]),
])

const requestAppointment = act('RequestAppointmentConfirmation', 'PCPR', 'RQO', [
  uuid(),
  link('subject', 'SBJ', [
    role('patient', 'PAT', [
      nhsNumber,
      optional(entity('patientPerson', 'PSN', [...demographics, language])),
      registeredGp,
    ]),
  ]),
  suppression,
  consent,
  link('pertinentInformation1', 'PERT', [
    act('pertinentReferral', 'INFRM', 'EVN', [
      leaf('effectiveTime', 'TS'),
      coded('priorityCode', 'CV', PRIORITY),
      link('author', 'AUT', [referrer]),
    ]),
  ]),
  link('inFulfillmentOf', 'FLFS', [act('priorRequestedService', 'SPLY', 'PRMS', [ubrn])]),
  link('fulfillment', 'FLFS', [slot('appointmentSlot')]),
])

const requestedAppointment = act('RequestedAppointment', 'ENC', 'PRMS', [
  uuid(),
  link('inFulfillmentOf', 'FLFS', [act('priorRequestedService', 'PCPR', 'PRMS', [ubrn])]),
])

const requestCancellation = act('RequestAppointmentCancellation', 'PCPR', 'RQO', [
  ubrn,
  coded('reasonCode', 'CV', CANCELLATION_REASON),
  suppression,
  optional(link('pertinentInformation', 'PERT', [slot('pertinentAppointmentSlot')])),
])

const cancellationAnswer = act('AppointmentCancellation', 'PCPR', 'EVN', [ubrn])

const providerCancellation = act('AppointmentCancellation', 'PCPR', 'EVN', [
  ubrn,
  { ...coded('reasonCode', 'CV', CANCELLATION_REASON), mend: paddedReason },
])

const slotsWithdrawn = act('CancelledSlotList', 'LIST', 'PRMS', [
  uuid(),
  some(link('component', 'COMP', [slot('appointmentSlot')])),
])

const didNotAttend = act('DnaList', 'LIST', 'EVN', [
  uuid(),
  some(
    link('component', 'COMP', [
      act('dnaAppointment', 'PCPR', 'EVN', [ubrn, coded('reasonCode', 'CV', NON_ATTENDANCE)]),
    ]),
  ),
])

/** The payloads about slots and appointments (ers-hl7v3-mim 7.1 to 7.9). */
export const APPOINTMENT_PAYLOADS = {
  requestSlots,
  availableSlots,
  requestAppointment,
  appointmentConfirmed: requestedAppointment,
  appointmentRejected: requestedAppointment,
  requestCancellation,
  cancellationConfirmed: cancellationAnswer,
  cancellationRejected: cancellationAnswer,
  slotsWithdrawn,
  didNotAttend,
  providerCancellation,
} as const
