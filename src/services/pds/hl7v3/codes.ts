import type {
  Gender,
  PatientAddress,
  PatientName,
  PatientTelecom,
  RelatedPerson,
} from '../../../world/tables/patient.js'

/** How PDS data are called in messages (pds 14): one table for writing and reading each. */

type Pairs<Held extends string> = readonly (readonly [held: Held, code: string])[]

/** Both directions of a table. Of several codes for the same the first is written. */
const table = <Held extends string>(pairs: Pairs<Held>) => ({
  write: (held: Held): string | undefined => pairs.find(([one]) => one === held)?.[1],
  read: (code: string | undefined): Held | undefined =>
    pairs.find(([, one]) => one === code?.trim())?.[0],
})

export const GENDERS = table<Gender>([
  ['male', '1'],
  ['female', '2'],
  ['unknown', '0'],
  ['other', '9'],
])

export const NAME_USES = table<PatientName['use']>([
  ['usual', 'L'],
  ['nickname', 'A'],
  ['old', 'PREVIOUS'],
  ['maiden', 'PREVIOUS-MAIDEN'],
  ['maiden', 'PREVIOUS-BIRTH'],
  ['old', 'PREVIOUS-BACHELOR'],
  ['temp', 'PREFERRED'],
])

export const ADDRESS_USES = table<PatientAddress['use']>([
  ['home', 'H'],
  ['home', 'HP'],
  ['temp', 'TMP'],
  ['temp', 'HV'],
  ['billing', 'PST'],
  ['work', 'WP'],
])

export const TELECOM_USES = table<NonNullable<PatientTelecom['use']>>([
  ['home', 'H'],
  ['home', 'HP'],
  ['work', 'WP'],
  ['temp', 'HV'],
  ['mobile', 'MC'],
])

/** The use of a telecom of somebody to call in an emergency. */
export const EMERGENCY = 'EC'

export const TELECOM_SCHEMES = table<PatientTelecom['system']>([
  ['phone', 'tel'],
  ['fax', 'fax'],
  ['email', 'mailto'],
  ['other', 'textphone'],
])

export const RELATED_ROLES = table<RelatedPerson['role']>([
  ['Agent', 'AGNT'],
  ['Guardian', 'GUARD'],
  ['Personal', 'PRS'],
])

/** Kinds of relationship (16.15). */
export const RELATIONSHIPS = table<string>([
  ['SPS', '01'],
  ['DOMPART', '02'],
  ['PRN', '03'],
  ['N', '04'],
  ['Guardian', '05'],
  ['PRNFOST', '06'],
  ['STPPRN', '07'],
  ['PolygamousPartner', '08'],
  ['CHILD', '09'],
  ['Dependant', '10'],
  ['NonDependant', '11'],
  ['MTH', '12'],
  ['FTH', '13'],
  ['SIS', '14'],
  ['BRO', '15'],
  ['FAMMEMB', '16'],
  ['ProxyContact', '17'],
  ['ProxyCommunication', '18'],
  ['ProxyContactCommunication', '19'],
  ['Carer', '20'],
  ['ONESELF', '21'],
  ['U', '98'],
  ['NotSpecified', '99'],
])

/** Registrations with organisations that a record has once each (17.37). */
export const PHARMACIES = table<'nominated' | 'applianceSupplier' | 'dispensingDoctor'>([
  ['nominated', 'P1'],
  ['applianceSupplier', 'P2'],
  ['dispensingDoctor', 'P3'],
])

/** The same in changes of a record. */
export const PHARMACY_SINGLES = {
  nominated: 'nominatedPharmacy',
  applianceSupplier: 'applianceSupplier',
  dispensingDoctor: 'dispensingDoctor',
} as const

export const PRACTICE = '1'
