import { type Xml, xml } from '../../../../src/hl7v3/xml/template.js'
import { parameter } from '../../tms/support.js'

const NHS = '2.16.840.1.113883.2.1.4.1'
const LIST = '2.16.840.1.113883.2.1.3.2.4.'

export const number = (nhsNumber: string, root = NHS): Xml =>
  parameter('person.id', xml`<value root="${root}" extension="${nhsNumber}"/>`)

export const historyIs = (code: string): Xml =>
  parameter('historicDataIndicator', xml`<value code="${code}" codeSystem="${LIST}17.36"/>`)

export const historyIgnored = (code: string): Xml =>
  parameter('ignoreHistoryIndicator', xml`<value code="${code}" codeSystem="${LIST}17.169"/>`)

export const searchBy = (code: string): Xml =>
  parameter('searchParameter', xml`<value code="${code}" codeSystem="${LIST}17.39"/>`)

export const sex = (code: string): Xml =>
  parameter('person.administrativeGenderCode', xml`<value code="${code}"/>`)

export const born = (value: string): Xml =>
  parameter('person.birthTime', xml`<value value="${value}"/>`)

export const bornBetween = (low?: string, high?: string): Xml =>
  parameter(
    'person.birthTime',
    xml`
      <value>
        ${low === undefined ? undefined : xml`<low value="${low}"/>`}
        ${high === undefined ? undefined : xml`<high value="${high}"/>`}
      </value>`,
  )

export const died = (value: string): Xml =>
  parameter('person.deceasedTime', xml`<value value="${value}"/>`)

export const named = (family?: string, ...given: string[]): Xml =>
  parameter(
    'person.name',
    xml`
      <value>
        ${given.map((one) => xml`<given>${one}</given>`)}
        ${family === undefined ? undefined : xml`<family>${family}</family>`}
      </value>`,
  )

export const livingAt = (postcode: string, ...lines: string[]): Xml =>
  parameter(
    'person.address',
    xml`
      <value>
        ${lines.map((line) => xml`<streetAddressLine>${line}</streetAddressLine>`)}
        <postalCode>${postcode}</postalCode>
      </value>`,
  )

export const registeredAt = (odsCode: string): Xml =>
  parameter('primaryCare.id', xml`<value root="2.16.840.1.113883.2.1.4.3" extension="${odsCode}"/>`)
