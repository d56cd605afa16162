import type { Store } from '../store.js'
import type { Gender } from './patient-record.js'

/** A text to be equal to, or to begin with. Folded as in `patient-keys.ts`. */
export interface Beginning {
  readonly text: string
  readonly whole: boolean
}

/** Dates from and to, both included. */
export interface DateRange {
  readonly from: string
  readonly to: string
}

export interface NameQuery {
  readonly family: Beginning
  readonly birth: DateRange
  /** The first given name. */
  readonly given?: Beginning
  /** Gender held now; left out where earlier ones count too. */
  readonly gender?: Gender
  readonly practice?: string
  readonly postcode?: Beginning
  readonly phone?: string
  readonly email?: string
  /** Whether what was held earlier counts. */
  readonly history: boolean
}

type Condition = { readonly sql: string; readonly values: readonly (string | number)[] }

/** After every text that begins with the one given. */
const after = (text: string): string => `${text}\uffff`

const beginning = (column: string, { text, whole }: Beginning): Condition =>
  whole
    ? { sql: `${column} = ?`, values: [text] }
    : { sql: `${column} >= ? AND ${column} < ?`, values: [text, after(text)] }

const between = (column: string, { from, to }: DateRange): Condition =>
  from === to
    ? { sql: `${column} = ?`, values: [from] }
    : { sql: `${column} BETWEEN ? AND ?`, values: [from, to] }

const keyed = (kind: string, value: Beginning, history: boolean): Condition => {
  const { sql, values } = beginning('k.value', value)
  const index = value.whole ? '' : 'INDEXED BY patient_key_patient'
  return {
    sql: `EXISTS (SELECT 1 FROM patient_key k ${index} WHERE k.nhs_number = n.nhs_number AND k.kind = ?
      AND ${sql}${history ? '' : ' AND k.former = 0'})`,
    values: [kind, ...values],
  }
}

const whole = (text: string): Beginning => ({ text, whole: true })

/** A few days: the index over birth dates is then the better one for half-known family names. */
const isNarrow = ({ from, to }: DateRange): boolean =>
  Date.parse(to) - Date.parse(from) < 100 * 86_400_000

function conditions(query: NameQuery): Condition[] {
  const { family, birth, given, gender, practice, postcode, phone, email, history } = query
  const byBirth = !family.whole && isNarrow(birth)
  return [
    beginning(byBirth ? '+n.family' : 'n.family', family),
    between(byBirth || family.whole ? 'n.birth_date' : '+n.birth_date', birth),
    ...(given ? [beginning('n.given', given)] : []),
    ...(gender ? [{ sql: 'n.gender = ?', values: [gender] }] : []),
    ...(practice ? [{ sql: 'n.practice = ?', values: [practice] }] : []),
    ...(history ? [] : [{ sql: 'n.former = 0', values: [] }]),
    ...(postcode ? [keyed('postcode', postcode, history)] : []),
    ...(phone ? [keyed('phone', whole(phone), history)] : []),
    ...(email ? [keyed('email', whole(email), history)] : []),
  ]
}

const PAGE = 100

/** Numbers of the patients that may be meant, in their order. The record itself has the last word. */
export function* namedPatients(store: Store, query: NameQuery): Generator<string> {
  const all = conditions(query)
  const sql = `SELECT DISTINCT n.nhs_number FROM patient_name n
    WHERE ${all.map((one) => one.sql).join(' AND ')} AND n.nhs_number > ?
    ORDER BY n.nhs_number LIMIT ${PAGE}`
  const values = all.flatMap((one) => one.values)
  for (let last = ''; ; ) {
    const rows = store.all<{ nhs_number: string }>(sql, ...values, last)
    for (const row of rows) yield row.nhs_number
    if (rows.length < PAGE) return
    last = (rows.at(-1) as { nhs_number: string }).nhs_number
  }
}

const MOST = 2000

const numbers = (rows: readonly { nhs_number: string }[]): string[] =>
  rows.map((row) => row.nhs_number)

/** Patients born in a range of dates. */
export const bornIn = (store: Store, { from, to }: DateRange): string[] =>
  numbers(
    store.all(
      `SELECT DISTINCT nhs_number FROM patient_name WHERE birth_date BETWEEN ? AND ? LIMIT ${MOST}`,
      from,
      to,
    ),
  )

const BORN = `EXISTS (SELECT 1 FROM patient_name n
  WHERE n.nhs_number = a.nhs_number AND n.birth_date BETWEEN ? AND ?)`

/** Patients born in a range of dates with two words of the given sounds in their names. */
export const soundingLike = (
  store: Store,
  [first, second]: readonly [string, string],
  { from, to }: DateRange,
): string[] =>
  numbers(
    store.all(
      `SELECT a.nhs_number FROM patient_key a WHERE a.kind = 'sound' AND a.value = ?
       AND EXISTS (SELECT 1 FROM patient_key b
         WHERE b.nhs_number = a.nhs_number AND b.kind = 'sound' AND b.value = ?)
       AND ${BORN} LIMIT ${MOST}`,
      first,
      second,
      from,
      to,
    ),
  )

/** Patients born in a range of dates with a postcode that begins so, and a word of the given sound. */
export const soundingLikeIn = (
  store: Store,
  sound: string,
  area: string,
  { from, to }: DateRange,
): string[] =>
  numbers(
    store.all(
      `SELECT a.nhs_number FROM patient_key a
       WHERE a.kind = 'postcode' AND a.value >= ? AND a.value < ?
       AND EXISTS (SELECT 1 FROM patient_key b
         WHERE b.nhs_number = a.nhs_number AND b.kind = 'sound' AND b.value = ?)
       AND ${BORN} LIMIT ${MOST}`,
      area,
      after(area),
      sound,
      from,
      to,
    ),
  )
