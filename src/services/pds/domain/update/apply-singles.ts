import type { MessageOnly, Patient } from '../../../../world/tables/patient.js'
import type { PatientChanges, Setting, SingleName, Singles } from './changes.js'

/** Members of the record to set; `undefined` takes one away. */
type RecordChange = { readonly [Name in keyof Patient]?: Patient[Name] | undefined }

interface Now {
  /** Moment of the change in whole seconds, as PDS writes it. */
  readonly recorded: string
  readonly correction: boolean
}

type Apply<Value> = (patient: Patient, value: Value | undefined, now: Now) => RecordChange

const pharmacy =
  (kind: keyof NonNullable<Patient['pharmacies']>): Apply<string> =>
  ({ pharmacies }, odsCode) => {
    const { [kind]: _, ...others } = pharmacies ?? {}
    const next = odsCode === undefined ? others : { ...others, [kind]: odsCode.toUpperCase() }
    return { pharmacies: Object.keys(next).length > 0 ? next : undefined }
  }

/** What FHIR has no place for is kept apart. */
const messageOnly =
  <Name extends keyof MessageOnly>(name: Name): Apply<MessageOnly[Name]> =>
  ({ messageOnly: held }, value) => {
    const { [name]: _, ...others } = held ?? {}
    const next = value === undefined ? others : { ...others, [name]: value }
    return { messageOnly: Object.keys(next).length > 0 ? next : undefined }
  }

const member =
  <Name extends keyof Patient>(name: Name): Apply<Patient[Name]> =>
  (_, value) =>
    ({ [name]: value }) as RecordChange

/** How each single thing of a record is set; what was held before becomes history. */
const APPLY: { readonly [Name in SingleName]: Apply<Singles[Name]> } = {
  gender: ({ gender: held, formerGenders = [] }, gender, { correction }) => ({
    gender,
    ...(held && held !== gender && !correction && { formerGenders: [...formerGenders, held] }),
  }),
  birthDate: ({ birthDate: held, formerBirthDates = [] }, birthDate) => ({
    birthDate,
    searchBirthDates: undefined,
    ...(held && held !== birthDate && { formerBirthDates: [...formerBirthDates, held] }),
  }),
  multipleBirth: member('multipleBirth'),
  deathDate: ({ death }, date) => ({ death: date === undefined ? undefined : { ...death, date } }),
  deathStatus: ({ death }, status, { recorded }) => {
    const { status: _, recorded: __, ...rest } = death ?? {}
    if (status === undefined)
      return { death: 'date' in rest ? (rest as Patient['death']) : undefined }
    return { death: { date: '', ...rest, status, recorded } }
  },
  nominatedPharmacy: pharmacy('nominated'),
  dispensingDoctor: pharmacy('dispensingDoctor'),
  applianceSupplier: pharmacy('applianceSupplier'),
  communication: member('communication'),
  contactPreference: member('contactPreference'),
  birthPlace: member('birthPlace'),
  sharingConsent: member('sharingConsent'),
  removal: (_, removal) => ({
    removal: removal && { reason: removal.reason, period: { start: removal.start } },
  }),
  sensitivity: (_, sensitivity) => ({ sensitivity: sensitivity ?? 'U' }),
  coverage: member('coverage'),
  healthspace: messageOnly('healthspace'),
  sharedSecret: messageOnly('sharedSecret'),
  callBackConsent: messageOnly('callBackConsent'),
  registration: messageOnly('registration'),
  paperRecord: messageOnly('paperRecord'),
}

/** The death date goes first: the notification belongs to it. */
const ORDER = Object.keys(APPLY) as SingleName[]

const settingValue = <Value>(setting: Setting<Value>): Value | undefined =>
  'remove' in setting ? undefined : setting.value

/** A record with its single things changed. */
export function applySingles(patient: Patient, changes: PatientChanges, now: Now): Patient {
  let next = patient
  for (const name of ORDER) {
    const setting = changes[name] as Setting<never> | undefined
    if (!setting) continue
    const apply = APPLY[name] as Apply<unknown>
    next = { ...next, ...apply(next, settingValue(setting), now) } as Patient
  }
  return next
}
