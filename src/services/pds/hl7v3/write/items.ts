import { ROOTS } from '../../../../hl7v3/oids.js'
import { type PostalAddress, writeAddress } from '../../../../hl7v3/types/address.js'
import type { Interval } from '../../../../hl7v3/types/interval.js'
import { type PersonName, writeName } from '../../../../hl7v3/types/name.js'
import { type Telecom, writeTelecom } from '../../../../hl7v3/types/telecom.js'
import { tsOfDate } from '../../../../hl7v3/types/time.js'
import type { Xml } from '../../../../hl7v3/xml/template.js'
import { given } from '../../../../world/given.js'
import type {
  Item,
  PatientAddress,
  PatientContact,
  PatientName,
  PatientTelecom,
  Period,
} from '../../../../world/tables/patient.js'
import { ADDRESS_USES, EMERGENCY, NAME_USES, TELECOM_SCHEMES, TELECOM_USES } from '../codes.js'

/** How much of an item is told: a trace leaves out when it holds and its identifier. */
export type Extent = 'plain' | 'period' | 'whole'

/** An item of a patient, or of somebody related, who has no identifiers. */
type Shown<Kind extends Item> = Omit<Kind, 'id' | 'state'> & { readonly id?: string }

export const interval = (period: Period | undefined): Interval | undefined =>
  period &&
  given({
    low: period.start === undefined ? undefined : tsOfDate(period.start),
    high: period.end === undefined ? undefined : tsOfDate(period.end),
  })

export const objectId = (id: string) => ({ root: ROOTS.pdsObject, extension: id })

const idOf = ({ id }: { readonly id?: string }, extent: Extent) =>
  id === undefined || extent !== 'whole' ? undefined : objectId(id)

const periods = (period: Period | undefined, extent: Extent): Interval[] | undefined => {
  const one = extent === 'plain' ? undefined : interval(period)
  return one && Object.keys(one).length > 0 ? [one] : undefined
}

const FIVE = 5

/** Five lines, each in its place; blank ones are kept (pds 14). */
const fiveLines = (line: readonly string[]): string[] =>
  Array.from({ length: FIVE }, (_, at) => line[at] ?? '')

export const addressOf = (one: Shown<PatientAddress>, extent: Extent): PostalAddress =>
  given({
    use: ADDRESS_USES.write(one.use),
    lines: fiveLines(one.line),
    postalCode: one.postcode,
    addressKey: one.paf,
    desc: one.text,
    useablePeriods: periods(one.period, extent),
    id: idOf(one, extent),
  })

const telecomValue = ({ system, value }: Pick<PatientTelecom, 'system' | 'value'>): string =>
  `${TELECOM_SCHEMES.write(system)}:${value}`

export const telecomOf = (one: Shown<PatientTelecom>, extent: Extent): Telecom =>
  given({
    use: TELECOM_USES.write(one.use ?? 'home'),
    value: telecomValue(one),
    useablePeriods: periods(one.period, extent),
    id: idOf(one, extent),
  })

/** Emergency contacts are telecoms of their own use; those of one contact share its identifier. */
export const contactOf = (one: PatientContact, extent: Extent): Telecom[] =>
  one.telecom.map((point) =>
    given({
      use: EMERGENCY,
      value: telecomValue(point),
      useablePeriods: periods(one.period, extent),
      id: idOf(one, extent),
    }),
  )

export const nameOf = (one: Shown<PatientName>, extent: Extent): PersonName =>
  given({
    use: NAME_USES.write(one.use),
    prefix: one.prefix,
    given: one.given,
    family: [one.family],
    suffix: one.suffix,
    validTime: extent === 'plain' ? undefined : interval(one.period),
    id: idOf(one, extent),
  })

export const addr = (one: Shown<PatientAddress>, extent: Extent): Xml =>
  writeAddress('addr', addressOf(one, extent))

export const telecom = (one: Shown<PatientTelecom>, extent: Extent): Xml =>
  writeTelecom('telecom', telecomOf(one, extent))

export const contactTelecoms = (one: PatientContact, extent: Extent): Xml[] =>
  contactOf(one, extent).map((point) => writeTelecom('telecom', point))

export const name = (one: Shown<PatientName>, extent: Extent): Xml =>
  writeName('name', nameOf(one, extent))
