import { readAddress } from '../../../../hl7v3/types/address.js'
import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readInterval } from '../../../../hl7v3/types/interval.js'
import { readName } from '../../../../hl7v3/types/name.js'
import { textOf } from '../../../../hl7v3/types/simple.js'
import { splitTelecom } from '../../../../hl7v3/types/telecom.js'
import { dateOfTs } from '../../../../hl7v3/types/time.js'
import { at, attributeOf, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import type {
  BirthPlace,
  Communication,
  ContactPreference,
  PatientAddress,
  PatientName,
  PatientTelecom,
  Period,
  Registration,
} from '../../../../world/tables/patient.js'
import type { Content } from '../../domain/update/changes.js'
import { ADDRESS_USES, NAME_USES, TELECOM_SCHEMES, TELECOM_USES } from '../codes.js'
import { performerIn } from '../rules/items.js'

/** Reads what stands in items whose rules hold; what a release cannot say is left out. */

export function periodIn(item: XmlElement, element: string): Period | undefined {
  const { low, high } = readInterval(childOf(item, element)) ?? {}
  const period = given({
    start: low === undefined ? undefined : dateOfTs(low),
    end: high === undefined ? undefined : dateOfTs(high),
  })
  return Object.keys(period).length > 0 ? period : undefined
}

export function nameIn(item: XmlElement): Content<PatientName> {
  const read = readName(item) ?? {}
  return given({
    use: NAME_USES.read(read.use) ?? 'usual',
    prefix: read.prefix,
    given: read.given,
    family: read.family?.[0] ?? '',
    suffix: read.suffix,
    period: periodIn(item, 'validTime'),
  }) as Content<PatientName>
}

export function addressIn(item: XmlElement): Content<PatientAddress> {
  const read = readAddress(item) ?? {}
  return given({
    use: ADDRESS_USES.read(read.use) ?? 'home',
    line: read.lines ?? [],
    postcode: read.postalCode,
    paf: read.addressKey === '0' ? undefined : read.addressKey,
    text: read.desc,
    period: periodIn(item, 'useablePeriod'),
  }) as Content<PatientAddress>
}

/** System and value of a telecom. */
export function pointIn(item: XmlElement): Pick<PatientTelecom, 'system' | 'value'> {
  const { scheme, rest = '' } = splitTelecom(attributeOf(item, 'value') ?? '') ?? {}
  return { system: TELECOM_SCHEMES.read(scheme) ?? 'phone', value: rest }
}

export const telecomIn = (item: XmlElement): Content<PatientTelecom> =>
  given({
    ...pointIn(item),
    use: TELECOM_USES.read(attributeOf(item, 'use')),
    period: periodIn(item, 'useablePeriod'),
  }) as Content<PatientTelecom>

export const odsCodeIn = (provision: XmlElement): string =>
  attributeOf(performerIn(provision), 'extension')?.trim() ?? ''

export const registrationIn = (provision: XmlElement): Content<Registration> =>
  given({
    odsCode: odsCodeIn(provision),
    period: periodIn(provision, 'effectiveTime'),
  }) as Content<Registration>

export function communicationIn(item: XmlElement): Communication {
  const interpreter = codeOf(childOf(item, 'proficiencyLevelCode'))
  return {
    language: codeOf(childOf(item, 'languageCode')) ?? '',
    ...(interpreter !== undefined && { interpreter: interpreter === '1' }),
  }
}

/** How somebody wants to be written to and called; undefined where neither part says anything. */
export function contactWishIn(
  method: XmlElement | undefined,
  format: XmlElement | undefined,
): ContactPreference | undefined {
  const times = at(method, 'pertinentInformation/pertinentPreferredContactTimes/value')
  const wish = given({
    format: codeOf(childOf(format, 'value')),
    method: codeOf(childOf(method, 'value')),
    times: textOf(times),
  })
  return Object.keys(wish).length > 0 ? wish : undefined
}

export function birthPlaceIn(item: XmlElement | undefined): BirthPlace {
  const { city, county, country } = readAddress(childOf(item, 'addr')) ?? {}
  return given({ city, district: county, country })
}
