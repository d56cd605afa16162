import type { Store } from '../store.js'
import { foldEmail, foldName, foldPostcode, soundex, wordsOf } from './patient-keys.js'
import type { Item, Patient } from './patient-record.js'

/**
 * What search finds patients by. `patient_name` has a row for each name and birth date;
 * `patient_key` one for each postcode, phone, e-mail and sound. `former` is 1 for what only a search
 * of the history may see. Names that are themselves earlier ones (old, maiden) count as former.
 * Phones of emergency contacts count as the patient's: to PDS they are telecoms of use EC (pds 14).
 */
export const patientIndexSchema = `
CREATE TABLE patient_name (
  family TEXT NOT NULL, birth_date TEXT NOT NULL, nhs_number TEXT NOT NULL, at INTEGER NOT NULL,
  given TEXT NOT NULL, gender TEXT NOT NULL, practice TEXT NOT NULL, former INTEGER NOT NULL,
  PRIMARY KEY (family, birth_date, nhs_number, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_name_birth ON patient_name (birth_date, family);
CREATE INDEX patient_name_patient ON patient_name (nhs_number);
CREATE TABLE patient_key (
  kind TEXT NOT NULL, value TEXT NOT NULL, nhs_number TEXT NOT NULL, former INTEGER NOT NULL,
  PRIMARY KEY (kind, value, nhs_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_key_patient ON patient_key (nhs_number, kind, value);
`

export type KeyKind = 'postcode' | 'phone' | 'email' | 'sound'

const INSERT_NAME = 'INSERT OR REPLACE INTO patient_name VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
/** A value that is held now and was held earlier counts as held now. */
const INSERT_KEY = `INSERT INTO patient_key VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET former = min(former, excluded.former)`

const visible = <Kind extends Item>(items: readonly Kind[]): Kind[] =>
  items.filter((item) => item.state !== 'hidden')

const formerOf = (item: Item): number => (item.state === 'former' ? 1 : 0)

const EARLIER_USES: readonly string[] = ['old', 'maiden']

/** The keys of a patient other than names. */
function keysOf(patient: Patient): [KeyKind, string, number][] {
  const names = visible(patient.names)
  return [
    ...visible(patient.addresses)
      .filter((address) => address.postcode)
      .map((address): [KeyKind, string, number] => [
        'postcode',
        foldPostcode(address.postcode as string),
        formerOf(address),
      ]),
    ...visible(patient.telecom).flatMap((telecom): [KeyKind, string, number][] => {
      if (telecom.system === 'phone') return [['phone', telecom.value.trim(), formerOf(telecom)]]
      if (telecom.system === 'email')
        return [['email', foldEmail(telecom.value), formerOf(telecom)]]
      return []
    }),
    ...visible(patient.contacts).flatMap((contact) =>
      contact.telecom
        .filter(({ system }) => system === 'phone')
        .map(({ value }): [KeyKind, string, number] => ['phone', value.trim(), formerOf(contact)]),
    ),
    ...names
      .flatMap((name) => [name.family, ...(name.given ?? [])].flatMap(wordsOf))
      .map((word): [KeyKind, string, number] => ['sound', soundex(word), 0]),
  ]
}

/** Adds the rows of a patient that has none. */
export function indexPatient(store: Store, patient: Patient): void {
  const { nhsNumber, gender = '', birthDate } = patient
  const dates = [birthDate ?? '', ...(patient.searchBirthDates ?? [])]
  const practice = visible(patient.practices).find((one) => !one.state)?.odsCode ?? ''
  let at = 0
  for (const name of visible(patient.names)) {
    const former = EARLIER_USES.includes(name.use) ? 1 : formerOf(name)
    const given = foldName(name.given?.[0] ?? '')
    for (const date of dates)
      store.run(
        INSERT_NAME,
        foldName(name.family),
        date,
        nhsNumber,
        at++,
        given,
        gender,
        practice.toUpperCase(),
        former,
      )
  }
  for (const [kind, value, former] of keysOf(patient))
    if (value) store.run(INSERT_KEY, kind, value, nhsNumber, former)
}

/** Takes away all rows of a patient. */
export function unindexPatient(store: Store, nhsNumber: string): void {
  store.run('DELETE FROM patient_name WHERE nhs_number = ?', nhsNumber)
  store.run('DELETE FROM patient_key WHERE nhs_number = ?', nhsNumber)
}
