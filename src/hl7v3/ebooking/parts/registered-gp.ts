import { type PostalAddress, readAddress, writeAddress } from '../../types/address.js'
import { writeIi } from '../../types/ii.js'
import { type PersonName, readName, writeName } from '../../types/name.js'
import { textOf } from '../../types/simple.js'
import { readTelecom, type Telecom, writeTelecom } from '../../types/telecom.js'
import { at, childOf, childrenOf, type XmlElement } from '../../xml/element.js'
import { leaf, type Xml, xml } from '../../xml/template.js'
import { EBOOKING_ROOTS } from '../roots.js'
import { extensionAt } from './identifiers.js'

/** The practice a patient is registered with, and the GP (ers-hl7v3-mim 7.3). */
export interface RegisteredGp {
  /** Code of the practice. */
  readonly practiceCode: string
  readonly gp: PersonName
  readonly practice: {
    /** ODS code, where it is said again. */
    readonly odsCode?: string
    readonly name: string
    /** At least one. */
    readonly telecoms: readonly Telecom[]
    readonly address: PostalAddress
  }
}

const writePractice = ({ odsCode, name, telecoms, address }: RegisteredGp['practice']): Xml => xml`
  <scopingGpPractice classCode="ORG" determinerCode="INSTANCE">
    ${odsCode === undefined ? undefined : writeIi('id', { root: EBOOKING_ROOTS.organisation, extension: odsCode })}
    ${leaf('name', name)}
    ${telecoms.map((telecom) => writeTelecom('telecom', telecom))}
    ${writeAddress('addr', address)}
  </scopingGpPractice>`

export const writeRegisteredGp = ({ practiceCode, gp, practice }: RegisteredGp): Xml => xml`
  <sourceOf typeCode="registeredWith">
    <GpRegisteredWith classCode="ROL">
      ${writeIi('id', { root: EBOOKING_ROOTS.gpPractice, extension: practiceCode })}
      <playingGpPerson classCode="PSN" determinerCode="INSTANCE">
        ${writeName('name', gp)}
      </playingGpPerson>
      ${writePractice(practice)}
    </GpRegisteredWith>
  </sourceOf>`

function readPractice(element: XmlElement | undefined): RegisteredGp['practice'] | undefined {
  const name = textOf(childOf(element, 'name'))
  const address = readAddress(childOf(element, 'addr'))
  const odsCode = extensionAt(element, 'id')
  if (name === undefined || !address) return undefined
  return {
    ...(odsCode !== undefined && { odsCode }),
    name,
    telecoms: childrenOf(element, 'telecom').flatMap((one) => readTelecom(one) ?? []),
    address,
  }
}

/** Reads `sourceOf`; undefined where the practice or the GP is missing. */
export function readRegisteredGp(source: XmlElement | undefined): RegisteredGp | undefined {
  const role = childOf(source, 'GpRegisteredWith')
  const practiceCode = extensionAt(role, 'id')
  const gp = readName(at(role, 'playingGpPerson/name'))
  const practice = readPractice(childOf(role, 'scopingGpPractice'))
  return practiceCode && gp && practice ? { practiceCode, gp, practice } : undefined
}
