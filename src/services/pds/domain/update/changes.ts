import type {
  BirthPlace,
  Communication,
  ContactPreference,
  Coverage,
  Gender,
  Item,
  PaperRecord,
  PatientAddress,
  PatientContact,
  PatientName,
  PatientTelecom,
  Pharmacies,
  PrimaryCareRegistration,
  Registration,
  RelatedPerson,
  Sensitivity,
} from '../../../../world/tables/patient.js'

/** An item without what PDS itself gives it. */
export type Content<Kind extends Item> = Omit<Kind, 'id' | 'state'>

/**
 * One change of a list of items, as both interfaces say it (pds 6.2, 12.13). `at` is the field that
 * refusals name; without one they name the list.
 */
export type ItemChange<Kind extends Item> =
  | { readonly mode: 'add'; readonly item: Content<Kind>; readonly at?: string }
  | {
      readonly mode: 'alter'
      readonly id: string
      /** The whole new content. */
      readonly item: Content<Kind>
      readonly at?: string
      /** Only parts were sent: a period that is not given is not begun today. */
      readonly partial?: boolean
    }
  | { readonly mode: 'remove'; readonly id: string; readonly at?: string }

/** A change of what a record has once: its new value, or that it goes. */
export type Setting<Value> = { readonly value: Value } | { readonly remove: true }

/** Lists of items that can be changed. */
export interface ItemLists {
  readonly names: PatientName
  readonly addresses: PatientAddress
  readonly telecom: PatientTelecom
  readonly contacts: PatientContact
  readonly practices: Registration
  readonly relatedPeople: RelatedPerson
}

export type ListName = keyof ItemLists

/** What a record has once. The three kinds of pharmacies are set one by one. */
export interface Singles {
  readonly gender: Gender
  readonly birthDate: string
  readonly multipleBirth: number
  readonly deathDate: string
  readonly deathStatus: '1' | '2'
  readonly nominatedPharmacy: NonNullable<Pharmacies['nominated']>
  readonly dispensingDoctor: NonNullable<Pharmacies['dispensingDoctor']>
  readonly applianceSupplier: NonNullable<Pharmacies['applianceSupplier']>
  readonly communication: Communication
  readonly contactPreference: ContactPreference
  readonly birthPlace: BirthPlace
  readonly sharingConsent: string
  readonly removal: { readonly reason: string; readonly start: string }
  readonly sensitivity: Sensitivity
  readonly coverage: Coverage
  readonly healthspace: string
  readonly sharedSecret: string
  readonly callBackConsent: string
  readonly registration: PrimaryCareRegistration
  readonly paperRecord: PaperRecord
}

export type SingleName = keyof Singles

/** Everything that one update changes; what is left out stays as it is. */
export type PatientChanges = {
  readonly [List in ListName]?: readonly ItemChange<ItemLists[List]>[]
} & {
  readonly [Single in SingleName]?: Setting<Singles[Single]>
} & {
  /** Fields that refusals name, by single: `extension/3/valueReference/identifier/value`. */
  readonly fields?: Readonly<Partial<Record<SingleName, string>>>
}

/**
 * Who updates. `local` is any organisation, `primary-care` a GP practice, `patient` the patient
 * themself, `national` a national body: it alone may do what is forbidden to the others (pds 6.5).
 */
export type UpdateSource = 'local' | 'primary-care' | 'patient' | 'national'

export interface PatientUpdate {
  readonly nhsNumber: string
  /** The version that the sender saw; left out where it does not matter. */
  readonly version?: number
  readonly source: UpdateSource
  /** What is replaced was wrong: it becomes hidden history that no search sees (pds 12.13). */
  readonly correction?: boolean
  readonly changes: PatientChanges
}
