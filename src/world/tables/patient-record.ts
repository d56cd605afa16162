/** Dates `YYYY-MM-DD`. The period says when an item holds in life, not whether PDS shows it. */
export interface Period {
  readonly start?: string
  readonly end?: string
}

/**
 * An item of a record, with its PDS object identifier. PDS keeps what was replaced: `former` items
 * are seen by a search of the history, `hidden` ones were corrected away and are seen by nobody.
 */
export interface Item {
  readonly id: string
  readonly period?: Period
  readonly state?: 'former' | 'hidden'
  /** When an item that is not current was replaced or removed, in ISO 8601; messages tell it. */
  readonly replaced?: string
}

export interface PatientName extends Item {
  readonly use: 'usual' | 'temp' | 'nickname' | 'old' | 'maiden'
  readonly prefix?: readonly string[]
  readonly given?: readonly string[]
  readonly family: string
  readonly suffix?: readonly string[]
}

export interface PatientAddress extends Item {
  readonly use: 'home' | 'temp' | 'billing' | 'work'
  /** What kind of temporary address it is. */
  readonly text?: string
  /** Up to five lines; blank ones keep their place. */
  readonly line: readonly string[]
  readonly postcode?: string
  /** Key in the postcode address file, 8 digits. */
  readonly paf?: string
  /** Unique property reference number. */
  readonly uprn?: string
}

export interface PatientTelecom extends Item {
  /** `other` is a textphone. */
  readonly system: 'phone' | 'fax' | 'email' | 'other'
  readonly use?: 'home' | 'work' | 'temp' | 'mobile'
  readonly value: string
}

/** Somebody to call in an emergency. */
export interface PatientContact extends Item {
  readonly telecom: readonly {
    readonly system: PatientTelecom['system']
    readonly value: string
  }[]
}

/** A registration with an organisation: the GP practice, or the one that manages the record. */
export interface Registration extends Item {
  readonly odsCode: string
}

export type Gender = 'male' | 'female' | 'other' | 'unknown'

/** Who may see a record: unrestricted, restricted (sensitive), very restricted (pds 10.1). */
export type Sensitivity = 'U' | 'R' | 'V'

/** A record of the national demographic register (pds 1, 10.1). */
export interface Patient {
  readonly nhsNumber: string
  /** Serial change number: each update raises it by one. */
  readonly version: number
  readonly sensitivity: Sensitivity
  /** NHS number of the record that this one was merged into. */
  readonly supersededBy?: string
  /** Marked as invalid: it cannot be retrieved. */
  readonly invalid?: boolean
  readonly names: readonly PatientName[]
  readonly gender?: Gender
  /** Genders held earlier; a search of the history sees them. */
  readonly formerGenders?: readonly Gender[]
  readonly birthDate?: string
  /** Birth dates under which a search finds the record beside the held one (pds 16, row 2). */
  readonly searchBirthDates?: readonly string[]
  /** Birth dates held earlier; no search sees them. */
  readonly formerBirthDates?: readonly string[]
  /** 1 to 7 in the order of birth, 8 not applicable, 9 not known. */
  readonly multipleBirth?: number
  readonly death?: PatientDeath
  readonly addresses: readonly PatientAddress[]
  readonly telecom: readonly PatientTelecom[]
  readonly contacts: readonly PatientContact[]
  /** GP practices: at most one is current. */
  readonly practices: readonly Registration[]
  /** The organisation that manages the record of someone off the GP list. */
  readonly managingOrganisation?: Registration
  readonly pharmacies?: Pharmacies
  readonly communication?: Communication
  readonly contactPreference?: ContactPreference
  readonly birthPlace?: BirthPlace
  /** Why and when the patient left the GP list. */
  readonly removal?: { readonly reason: string; readonly period: Period }
  /** Whether the patient shares their record: 1 consent, 2 dissent. */
  readonly sharingConsent?: string
  readonly ethnicCategory?: string
  /** People the patient is related to, as PDS holds them (pds 8). */
  readonly relatedPeople?: readonly RelatedPerson[]
  /** European health insurance card (pds 9). */
  readonly coverage?: Coverage
  /** What was notified at birth. */
  readonly birth?: PatientBirth
  readonly messageOnly?: MessageOnly
}

/** What only messages tell of a patient, and change: FHIR has no place for it (pds 12.10, 12.13, 12.14). */
export interface MessageOnly {
  /** 1 not registered, 2 registered, 3 provisional. */
  readonly healthspace?: string
  readonly sharedSecret?: string
  /** Whether a call centre may call back (16.2). */
  readonly callBackConsent?: string
  /** Whether the NHS knew the patient before they got a number: 0 no, 1 yes. */
  readonly previousContact?: string
  /** With which authority the patient is registered for primary care. */
  readonly registration?: PrimaryCareRegistration
  readonly paperRecord?: PaperRecord
}

export interface PrimaryCareRegistration {
  /** The authority's system. */
  readonly authority: { readonly root: string; readonly extension?: string }
  readonly period?: Period
}

/** Where the paper record is on its way between practices. */
export interface PaperRecord {
  /** 17.167. */
  readonly status?: string
  /** `U` urgent, `N` normal. */
  readonly priority?: string
  readonly period?: Period
}

/** A name as it was told, without what PDS gives its own. */
export type ToldName = Omit<PatientName, 'id' | 'state'>

/** What was notified of a birth (pds 7.2, 12.14). Messages tell parts of it; FHIR tells none. */
export interface PatientBirth {
  /** Local time, `HHMM`. */
  readonly time?: string
  /** In grams. */
  readonly weight: number
  /** 1 born alive, 2 to 4 stillborn. */
  readonly stillbirth: '1' | '2' | '3' | '4'
  /** Suspected congenital abnormality: `Y`, `N`, `U`. */
  readonly abnormality: string
  readonly foetuses: number
  /** In weeks. */
  readonly gestation: number
  readonly mother: {
    readonly nhsNumber: string
    readonly name: ToldName
    readonly birthDate: string
    /** ODS code of her practice. */
    readonly practice: string
  }
  readonly place: {
    /** Kind of place (17.173). */
    readonly type: string
    /** ODS code of the site. */
    readonly site?: string
    readonly name?: string
  }
  readonly notifier?: ToldName
  /** Who registered the birth: kind of authority (16.20), and its ODS code. */
  readonly authority?: { readonly type: string; readonly odsCode: string }
  /** ODS codes of the child health organisations that are told. */
  readonly childHealth?: { readonly partner: string; readonly responsible?: string }
}

export interface BirthPlace {
  readonly city?: string
  readonly district?: string
  readonly country?: string
}

/** ODS codes. */
export interface Pharmacies {
  readonly nominated?: string
  readonly dispensingDoctor?: string
  readonly applianceSupplier?: string
}

/** How somebody prefers to be written to and called. */
export interface ContactPreference {
  readonly format?: string
  readonly method?: string
  readonly times?: string
}

export interface Communication {
  readonly language: string
  readonly interpreter?: boolean
}

/**
 * Somebody related to a patient (pds 8): either with details of their own, or by their NHS number
 * alone.
 */
export interface RelatedPerson extends Item {
  readonly role: 'Agent' | 'Guardian' | 'Personal'
  /** Type of relationship, such as `MTH`; absent where the role says it all. */
  readonly type?: string
  readonly nextOfKin?: boolean
  readonly nhsNumber?: string
  readonly name?: Omit<PatientName, 'id' | 'state'>
  readonly address?: Omit<PatientAddress, 'id' | 'state'>
  readonly telecom?: readonly Omit<PatientTelecom, 'id' | 'state'>[]
  /** 1 to 99: who is called first. */
  readonly rank?: number
  readonly copyCorrespondence?: boolean
  /** Whether a call centre may call an agent back (16.2); only messages tell it. */
  readonly callBackConsent?: string
  readonly contactPreference?: ContactPreference
  readonly communication?: Communication
}

/** A European health insurance card (pds 9). */
export interface Coverage {
  readonly card: string
  /** ISO 3166 alpha-3. */
  readonly country: string
  /** A card without institution or personal id is held, but not shown. */
  readonly institution?: string
  readonly personalId?: string
  readonly expires: string
}

export interface PatientDeath {
  readonly date: string
  /** 1 informal, 2 formal, U removed. */
  readonly status?: '1' | '2' | 'U'
  /** When the status was stored. */
  readonly recorded?: string
}
