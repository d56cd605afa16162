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
  /** Set where that system is asked by message; without it the sandbox answers in its place. */
  readonly pas?: PasConnection
}

/** Releases of the message set that hospitals' systems speak (ers-hl7v3-mim 3, 13). */
export type MimRelease = '3.1.09' | '2.3'

/** How a service's clinics are kept by a hospital's system that is asked by message (ers-hl7v3-mim 8). */
export interface PasConnection {
  readonly asid: string
  /** That of the system's interactions in the directory, unless given. */
  readonly release?: MimRelease
  /** How many days ahead slots are asked for. */
  readonly pollingDays?: number
  /** Minutes between two polls. */
  readonly pollingInterval?: number
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
    pas_asid: { type: 'TEXT', value: (service) => service.pas?.asid },
  },
  indexes: ['specialty', 'provider', 'pas_asid'],
})

export const servicesOfSpecialty = (store: Store, specialty: string): HealthcareService[] =>
  healthcareServices.where(store, 'specialty = ?', specialty)

/** A service whose clinics are kept by a system that is asked by message. */
export type ConnectedService = HealthcareService & { readonly pas: PasConnection }

export const isConnected = (service: HealthcareService | undefined): service is ConnectedService =>
  service?.pas !== undefined

/** Every service that is asked of by message. */
export const connectedServices = (store: Store): ConnectedService[] =>
  healthcareServices.where(store, 'pas_asid IS NOT NULL ORDER BY key').filter(isConnected)
