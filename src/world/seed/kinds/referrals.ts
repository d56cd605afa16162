import { anyKind, type Claim, type Reference, referencesTo, referenceTo } from '../kind.js'
import { addToPlan, type PlannedReferral } from '../plan.js'
import { referralSchema } from './referral-schema.js'

const REASONS: Readonly<Record<string, string>> = {
  'APPOINTMENT-CANCELLATION-REASON': 'reference-data/appointment-cancellation-reasons.json',
  'REFERRAL-CANCELLATION-REASON': 'reference-data/referral-cancellation-reasons.json',
  'APPOINTMENT-NON-ATTENDANCE-REASON': 'reference-data/non-attendance-reasons.json',
}

const reasonReference = (
  path: Reference['path'],
  reason: PlannedReferral['stateReason'],
): Reference[] => {
  const to = reason && REASONS[reason.list]
  return to ? referenceTo(to, [...path, 'code'], reason.code) : []
}

function appointmentReferences({ appointment }: PlannedReferral): Reference[] {
  if (!appointment) return []
  const { serviceId, slotId, clinician, reason } = appointment
  return [
    ...referenceTo('services.json', ['appointment', 'serviceId'], serviceId),
    ...referenceTo('slot number', ['appointment', 'slotId'], slotId?.toString()),
    ...referenceTo('practitioners.json', ['appointment', 'clinician'], clinician),
    ...reasonReference(['appointment', 'reason'], reason),
  ]
}

const documentReferences = ({ documents }: PlannedReferral): Reference[] =>
  documents.flatMap((document, at) => [
    ...referenceTo('attachments.json', ['documents', at, 'attachmentId'], document.attachmentId),
    ...referenceTo('practitioners.json', ['documents', at, 'attachedBy'], document.attachedBy),
    ...referenceTo(
      'practitioners.json',
      ['documents', at, 'attachedOnBehalfOf'],
      document.attachedOnBehalfOf,
    ),
  ])

function criteriaReferences({ criteria }: PlannedReferral): Reference[] {
  const { specialty, clinicType, namedClinician } = criteria
  return [
    ...referenceTo('reference-data/specialties.json', ['criteria', 'specialty'], specialty),
    ...referenceTo(
      'reference-data/clinic-types.json',
      ['criteria', 'clinicType'],
      clinicType && `${specialty}/${clinicType}`,
    ),
    ...referenceTo('practitioners.json', ['criteria', 'namedClinician'], namedClinician),
  ]
}

function claims({ appointment, documents }: PlannedReferral): Claim[] {
  const claim = (path: Claim['path'], name: string, value: string | number | undefined): Claim[] =>
    value === undefined ? [] : [{ path, name, value: String(value) }]
  return [
    ...claim(['appointment', 'id'], 'appointment number', appointment?.id),
    ...claim(['appointment', 'slotId'], 'booked slot', appointment?.slotId),
    ...documents.flatMap((document, at) => [
      ...claim(['documents', at, 'id'], 'document number', document.id),
      ...claim(['documents', at, 'attachmentId'], 'linked attachment', document.attachmentId),
    ]),
  ]
}

export const referralKind = anyKind<PlannedReferral>({
  file: 'referrals.json',
  name: 'referral',
  schema: referralSchema,
  key: (row) => row.ubrn,
  references: (row) => [
    ...referenceTo('patients.json', ['nhsNumber'], row.nhsNumber),
    ...referenceTo('organisations.json', ['referringOrganisation'], row.referringOrganisation),
    ...referenceTo(
      'organisations.json',
      ['commissioningRuleOrganisation'],
      row.commissioningRuleOrganisation,
    ),
    ...referenceTo('practitioners.json', ['referringClinician'], row.referringClinician),
    ...referenceTo('practitioners.json', ['createdBy'], row.createdBy),
    ...referencesTo('services.json', ['shortlist'], row.shortlist),
    ...referencesTo('referrals.json', ['relatedReferrals'], row.relatedReferrals),
    ...reasonReference(['stateReason'], row.stateReason),
    ...criteriaReferences(row),
    ...appointmentReferences(row),
    ...documentReferences(row),
  ],
  claims,
  save: (store, referrals) => addToPlan(store, { referrals }),
})
