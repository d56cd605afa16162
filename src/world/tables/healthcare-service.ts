import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

export type Priority = 'ROUTINE' | 'URGENT' | 'TWO_WEEK_WAIT'
export type BookableType = 'DIRECTLY_BOOKABLE' | 'INDIRECTLY_BOOKABLE' | 'UNSPECIFIED'
export type RequestFlow = 'APPOINTMENT_REQUEST' | 'TRIAGE_REQUEST' | 'ADVICE_AND_GUIDANCE_REQUEST'
export type AppointmentType =
  | 'DAY_CASE'
  | 'FIRST_OUTPATIENT'
  | 'ASSESSMENT_SERVICE'
  | 'GPSI'
  | 'AHP_CLINIC'
  | 'DIAGNOSTIC'
  | 'NURSE_CLINIC'
  | 'OPHTHALMOLOGIST'
  | 'TELEPHONE_ASSESSMENT'

/** Ages that a service treats, both ends included. */
export interface AgeRange {
  readonly from?: number
  readonly to?: number
  readonly unit: 'YEARS' | 'MONTHS'
}

/** A waiting time in days, or why there is no number. */
export type WaitingTime = number | 'LIMITED_AVAILABILITY' | 'NOT_APPLICABLE'

/** A service of the e-RS directory of services (ers-fhir 8.1, 7.10). */
export interface HealthcareService {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly providerOrganisation: string
  /** ODS site code of the place (`R6901`); its record names the parent and the location. */
  readonly site: string
  /** What A010 shows as location: an ODS code and the name of the place. */
  readonly location: { readonly odsCode: string; readonly name: string }
  readonly specialty: string
  readonly clinicTypes: readonly string[]
  readonly bookable: BookableType
  /** One or two flows, never appointment and triage together. */
  readonly flows: readonly RequestFlow[]
  readonly appointmentType?: AppointmentType
  readonly letterRequired: boolean
  readonly priorities: readonly Priority[]
  readonly gendersTreated: 'MALE' | 'FEMALE' | 'MALE_AND_FEMALE'
  readonly agesTreated?: AgeRange
  readonly namedClinicians: readonly string[]
  readonly clinicalTerms: readonly string[]
  /** Referring organisations that may use it; absent means every one (nationally available). */
  readonly commissionedFor?: readonly string[]
  readonly appointmentWait: WaitingTime
  readonly treatmentWait?: number | 'LOW'
  readonly displayProminently: boolean
  readonly referrerAlert?: string
  readonly exclusions?: string
  readonly suggestedInvestigations?: string
  readonly conditionsTreated?: string
  readonly additionalRequirements: readonly ('ADVOCACY' | 'INTERPRETER' | 'TRANSPORT')[]
  readonly hoursOfOperation?: string
  readonly instructions?: string
  readonly contacts: readonly ServiceContact[]
  /** Whether it is published; a withdrawn service answers SERVICE_UNAVAILABLE. */
  readonly published: boolean
  readonly effectiveFrom?: string
  readonly effectiveTo?: string
  /** System of the hospital's PAS that keeps the clinics. */
  readonly pasAsid?: string
}

export interface ServiceContact {
  readonly purpose: 'PATIENT' | 'HEALTHCARE_PROFESSIONALS'
  readonly system: 'phone' | 'email'
  readonly value: string
}

export const healthcareServices = documentTable<HealthcareService>({
  name: 'healthcare_service',
  key: (service) => service.id,
  columns: {
    specialty: { type: 'TEXT', value: (service) => service.specialty },
    provider: { type: 'TEXT', value: (service) => service.providerOrganisation },
  },
  indexes: ['specialty', 'provider'],
})

export const servicesOfSpecialty = (store: Store, specialty: string): HealthcareService[] =>
  healthcareServices.where(store, 'specialty = ?', specialty)
