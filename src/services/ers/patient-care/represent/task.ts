import { addWorkingDays, britishDate } from '../../../../world/calendar.js'
import type { Store } from '../../../../world/store.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import { findConcept } from '../../../../world/tables/concept.js'
import type { Referral, ReferralState } from '../../../../world/tables/referral.js'
import { byIdentifier, concept, type Json } from '../../fhir/represent/elements.js'
import { codeSystem, ID, profile } from './systems.js'

interface Deferral {
  readonly code: 'APPOINTMENT_DEFERRAL' | 'TRIAGE_DEFERRAL'
  /** Which of a priority's working days the patient is promised. */
  readonly days: 'deferToProviderContactDays' | 'triageContactDays'
}

const TRIAGE: Deferral = { code: 'TRIAGE_DEFERRAL', days: 'triageContactDays' }

/** States in which a provider has a task (ers-fhir 12; the third by the published example). */
export const DEFERRALS: Readonly<Partial<Record<ReferralState, Deferral>>> = {
  DEFERRED_TO_PROVIDER: { code: 'APPOINTMENT_DEFERRAL', days: 'deferToProviderContactDays' },
  AWAITING_TRIAGE: TRIAGE,
  TRIAGE_RESPONSE: TRIAGE,
}

/** The day by which the provider has promised to be in touch, counted from the deferral. */
function restriction(
  store: Store,
  { priority }: Referral,
  { created }: Appointment,
  { days }: Deferral,
): Json {
  const promised = findConcept(store, 'PRIORITY', priority)?.[days]
  return promised === undefined
    ? {}
    : { restriction: { period: { end: addWorkingDays(britishDate(created), promised) } } }
}

/** A deferral or triage as its patient sees it (ers-fhir 12, A001). `request`: address of the ServiceRequest. */
export const representTask = (
  store: Store,
  referral: Referral,
  appointment: Appointment,
  deferral: Deferral,
  request: string,
): Json => ({
  resourceType: 'Task',
  id: String(appointment.id),
  meta: { versionId: String(appointment.version), profile: [profile('Task-PatientCare')] },
  status: 'requested',
  intent: 'order',
  code: concept(codeSystem('Workflow-Code'), deferral.code),
  focus: { reference: request },
  for: byIdentifier(ID.nhsNumber, referral.nhsNumber),
  owner: byIdentifier(ID.service, appointment.serviceId),
  ...restriction(store, referral, appointment, deferral),
})
