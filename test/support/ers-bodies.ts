const SD = (name: string) => `https://fhir.nhs.uk/STU3/StructureDefinition/${name}`
const CS = (name: string) => `https://fhir.nhs.uk/STU3/CodeSystem/${name}`
const NHS_NUMBER = 'http://fhir.nhs.net/Id/nhs-number'
const SDS_USER = 'http://fhir.nhs.net/Id/sds-user-id'
const SERVICE = 'http://fhir.nhs.net/Id/ers-service'

export const PATIENT = '9912003888'

export interface Criteria {
  readonly priority?: string
  readonly specialty?: string
  readonly clinicType?: string
  readonly more?: readonly object[]
  readonly ageAndGenderAppropriate?: boolean
}

/** Search criteria; cardiology for heart failure unless told otherwise. */
export const criteria = ({
  priority = 'ROUTINE',
  specialty = 'CARDIOLOGY',
  clinicType = 'HEART_FAILURE',
  more = [],
  ageAndGenderAppropriate = true,
}: Criteria = {}) => ({
  resourceType: 'Parameters',
  id: 'criteria',
  meta: { profile: [SD('eRS-ServiceSearchCriteria-Parameters-1')] },
  parameter: [
    { name: 'priority', valueCoding: { system: CS('eRS-Priority-1'), code: priority } },
    ...(specialty
      ? [
          {
            name: 'specialty',
            valueCoding: { system: '_baseUrl_/STU3/CodeSystem/SPECIALTY', code: specialty },
          },
        ]
      : []),
    ...(clinicType
      ? [
          {
            name: 'clinicType',
            valueCoding: { system: CS('eRS-ClinicType-1'), code: clinicType },
          },
        ]
      : []),
    { name: 'ageAndGenderAppropriate', valueBoolean: ageAndGenderAppropriate },
    ...more,
  ],
})

export const shortlist = (services: readonly string[], of: Criteria = {}) => ({
  resourceType: 'List',
  meta: { profile: [SD('eRS-Shortlist-List-1')] },
  status: 'current',
  mode: 'snapshot',
  contained: [criteria(of)],
  extension: [
    {
      url: SD('Extension-eRS-Shortlist-SearchCriteria-1'),
      valueReference: { reference: '#criteria' },
    },
  ],
  entry: services.map((value) => ({ item: { identifier: { system: SERVICE, value } } })),
})

export interface NewReferral extends Criteria {
  readonly services?: readonly string[]
  readonly patient?: string
  readonly letter?: 'NEED_TO_ADD_LATER' | 'NOT_INTENDING_TO_ADD'
  readonly clinician?: string
  readonly pathwayStart?: string
  readonly reminderDays?: number
}

/** The body of A011; to service 11000 without a letter unless told otherwise. */
export const newReferral = ({
  services = ['11000'],
  patient = PATIENT,
  letter = 'NOT_INTENDING_TO_ADD',
  clinician,
  pathwayStart,
  reminderDays = 0,
  ...of
}: NewReferral = {}) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-CreateReferral-Parameters-1')] },
  parameter: [
    { name: 'patient', valueIdentifier: { system: NHS_NUMBER, value: patient } },
    {
      name: 'intentionToAddReferralLetter',
      valueCoding: { system: CS('eRS-ReferralLetterIntention-1'), code: letter },
    },
    { name: 'firstReminderLetterFollowUpDays', valueUnsignedInt: reminderDays },
    { name: 'shortlist', resource: shortlist(services, of) },
    ...(clinician
      ? [
          {
            name: 'referringClinician',
            valueIdentifier: { system: SDS_USER, value: clinician },
          },
        ]
      : []),
    ...(pathwayStart ? [{ name: 'eReferralPathwayStart', valueInstant: pathwayStart }] : []),
  ],
})

/** The body of A010. */
export const serviceSearch = (of: Criteria & { readonly requestType?: string } = {}) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-PatientServiceSearch-Parameters-1')] },
  parameter: [
    {
      name: 'requestType',
      valueCoding: {
        system: CS('eRS-RequestType-1'),
        code: of.requestType ?? 'APPOINTMENT_REQUEST',
      },
    },
    { name: 'sortBy', valueCoding: { system: CS('eRS-SortBy-1'), code: 'DISTANCE' } },
    { name: 'patient', valueIdentifier: { system: NHS_NUMBER, value: PATIENT } },
    { name: 'searchCriteria', resource: criteria(of) },
  ],
})

interface AppointmentOf {
  readonly ubrn: string
  readonly version: string
  readonly service: string
  readonly patient?: string
  readonly clinician?: string
}

const appointment = ({ ubrn, version, service, patient = PATIENT, clinician }: AppointmentOf) => ({
  resourceType: 'Appointment',
  id: 'appointment',
  meta: {
    profile: [
      SD('eRS-Appointment-1'),
      'https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1',
    ],
  },
  language: 'en',
  description: 'e-Referral Appointment',
  incomingReferral: [{ reference: `ReferralRequest/${ubrn}/_history/${version}` }],
  participant: [
    { actor: { identifier: { system: SERVICE, value: service } }, status: 'accepted' },
    { actor: { identifier: { system: NHS_NUMBER, value: patient } }, status: 'accepted' },
    ...(clinician
      ? [
          {
            type: {
              coding: [
                {
                  system: 'http://hl7.org/fhir/ValueSet/encounter-participant-type',
                  code: 'CON',
                },
              ],
            },
            actor: { identifier: { system: SDS_USER, value: clinician } },
            status: 'accepted',
          },
        ]
      : []),
  ],
})

export interface SlotResource {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly schedule: { readonly reference: string }
}

/** The clinician of a slot, by its schedule; undefined if it has none. */
export const clinicianOf = (slot: SlotResource): string | undefined =>
  /-(\d{12})$/.exec(slot.schedule.reference)?.[1]

/** The body of A016 for a booking. */
export const booking = (of: Omit<AppointmentOf, 'clinician'>, slot: SlotResource) => {
  const clinician = clinicianOf(slot)
  return {
    ...appointment({ ...of, ...(clinician ? { clinician } : {}) }),
    status: 'booked',
    start: slot.start,
    end: slot.end,
    slot: [{ reference: `Slot/${slot.id}` }],
  }
}

/** The body of A016 for a deferral or a request for triage. */
export const proposal = (of: AppointmentOf, reason: string, more: object = {}) => ({
  ...appointment(of),
  status: 'proposed',
  reason: [{ coding: [{ system: CS('eRS-ReviewReason-1'), code: reason }] }],
  ...more,
})

/** The body of A008. */
export const worklist = (listType: string, ...more: readonly object[]) => ({
  resourceType: 'Parameters',
  meta: { profile: [SD('eRS-FetchWorklist-Parameters-1')] },
  parameter: [
    {
      name: 'listType',
      valueCodeableConcept: {
        coding: [{ system: CS('eRS-ReferralListSelector-1'), code: listType }],
      },
    },
    ...more,
  ],
})

/** The query of A015. */
export const slotQuery = (service: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    'schedule.actor:HealthcareService': service,
    appointmentType: 'ROUTINE',
    status: 'free',
    _count: '20',
    page: '1',
    ...more,
  }).toString()

export const COMM_RULE = { 'NHSD-eRS-Comm-Rule-Org': 'R69' }
