import { writeIi } from '../../../../hl7v3/types/ii.js'
import { writeInterval } from '../../../../hl7v3/types/interval.js'
import { leaf, type Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Patient } from '../../../../world/tables/patient.js'
import { OBSERVED, snomed, writeCode } from '../lists.js'
import type { Release } from '../releases.js'
import { interval } from './items.js'
import { observed } from './person.js'

/** What FHIR has no place for (pds 12.10). */

/** An observation that is one code of a list. */
const codedAs =
  (observation: string, kind: keyof typeof OBSERVED, list: 'healthspace' | 'previousContact') =>
  (subject: string, code: string | undefined): Xml | undefined =>
    code === undefined
      ? undefined
      : observed(
          subject,
          observation,
          writeCode('code', 'observation', OBSERVED[kind]),
          writeCode('value', list, code),
        )

const contact = codedAs('previousNhsContact', 'previousContact', 'previousContact')
const healthspaceCode = codedAs('healthspaceRegistration', 'healthspace', 'healthspace')

export const previousContact = (subject: string, { messageOnly }: Patient): Xml | undefined =>
  contact(subject, messageOnly?.previousContact)

export const healthspace = ({ messageOnly }: Patient): Xml | undefined =>
  healthspaceCode('subjectOf1', messageOnly?.healthspace)

export const sharedSecret = ({ messageOnly }: Patient): Xml | undefined =>
  messageOnly?.sharedSecret === undefined
    ? undefined
    : observed(
        'subjectOf6',
        'sharedSecret',
        writeCode('code', 'observation', OBSERVED.sharedSecret),
        leaf('value', messageOnly.sharedSecret),
      )

export function registration({ messageOnly }: Patient): Xml | undefined {
  const held = messageOnly?.registration
  return (
    held &&
    xml`
      <subjectOf7 typeCode="SBJ">
        <nHAISRegistrationEvent classCode="REG" moodCode="EVN">
          ${writeCode('code', 'registration', '01')}
          ${writeInterval('effectiveTime', interval(held.period))}
          <custodian typeCode="CST">
            <assignedDevice classCode="ASSIGNED">
              ${writeIi('id', held.authority)}
            </assignedDevice>
          </custodian>
        </nHAISRegistrationEvent>
      </subjectOf7>`
  )
}

const NOT_URGENT = 'N'

/** The priority stands beside the transfer in release 6.3, in it in 7.2, where it may not be left out. */
export function paperRecord({ messageOnly }: Patient, release: Release): Xml | undefined {
  const held = messageOnly?.paperRecord
  if (!held) return undefined
  const later = release === '7.2'
  const { status, priority = later ? NOT_URGENT : undefined, period } = held
  const urgency =
    priority === undefined ? undefined : writeCode('priorityCode', 'transferPriority', priority)
  const transfer =
    status === undefined
      ? undefined
      : xml`
          <subjectOf3 typeCode="SUBJ">
            <transferStatus classCode="OBS" moodCode="EVN">
              ${writeCode('code', 'observation', OBSERVED.transferStatus)}
              ${later ? urgency : undefined}
              ${writeCode('value', 'transferStatus', status)}
            </transferStatus>
          </subjectOf3>`
  return xml`
    <recordTargetOf typeCode="RCT">
      <clinicalDocumentEvent classCode="DOCCLIN" moodCode="EVN">
        ${snomed('16521000000101')}
        ${later ? undefined : [writeInterval('effectiveTime', interval(period)), urgency]}
        ${transfer}
      </clinicalDocumentEvent>
    </recordTargetOf>`
}
