import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { textOf } from '../../../../hl7v3/types/simple.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import type {
  MessageOnly,
  PaperRecord,
  PrimaryCareRegistration,
} from '../../../../world/tables/patient.js'
import type { PatientChanges } from '../../domain/update/changes.js'
import { CALL_BACK } from '../lists.js'
import { isRemoved } from '../rules/rule.js'
import { periodIn } from './contents.js'
import { consentOf, item, observationsOf, paperRecordOf } from './elements.js'

/** What FHIR has no place for (pds 12.13, 12.14). */

const codeIn = (observation: XmlElement): string => codeOf(childOf(observation, 'value')) ?? ''

const secretIn = (observation: XmlElement): string => textOf(childOf(observation, 'value')) ?? ''

const registrationOf = (payload: XmlElement) => observationsOf(payload, 'nHAISRegistrationEvent')[0]

function registrationIn(event: XmlElement): PrimaryCareRegistration {
  const authority = readIi(at(event, 'custodian/assignedDevice/id')) ?? { root: '' }
  return { authority, ...given({ period: periodIn(event, 'effectiveTime') }) }
}

/** The state of the transfer, wherever the release has it. */
const transferOf = (event: XmlElement): XmlElement | undefined =>
  event.children.flatMap((one) => childOf(one, 'transferStatus') ?? [])[0]

function paperRecordIn(event: XmlElement): PaperRecord {
  const transfer = transferOf(event)
  return given({
    status: codeOf(childOf(transfer, 'value')),
    priority: codeOf(childOf(event, 'priorityCode')) ?? codeOf(childOf(transfer, 'priorityCode')),
    period: periodIn(event, 'effectiveTime'),
  })
}

const goes = (event: XmlElement): boolean =>
  [event, transferOf(event)].some((one) => one !== undefined && isRemoved(one))

/** The changes of what only messages tell. */
export function messageOnlyChanges(payload: XmlElement): PatientChanges {
  const paper = paperRecordOf(payload)
  return given({
    healthspace: item(observationsOf(payload, 'healthspaceRegistration')[0], codeIn),
    sharedSecret: item(observationsOf(payload, 'sharedSecret')[0], secretIn),
    callBackConsent: item(consentOf(payload, CALL_BACK), codeIn),
    registration: item(registrationOf(payload), registrationIn),
    paperRecord:
      paper && (goes(paper) ? { remove: true as const } : { value: paperRecordIn(paper) }),
  })
}

/** The same of a record to be. */
export function messageOnlyIn(payload: XmlElement): MessageOnly | undefined {
  const [secret] = observationsOf(payload, 'sharedSecret')
  const [contact] = observationsOf(payload, 'previousNhsContact')
  const [registration, paper] = [registrationOf(payload), paperRecordOf(payload)]
  const told = given({
    sharedSecret: secret && textOf(childOf(secret, 'value')),
    previousContact: contact && codeOf(childOf(contact, 'value')),
    registration: registration && registrationIn(registration),
    paperRecord: paper && paperRecordIn(paper),
  })
  return Object.keys(told).length > 0 ? told : undefined
}
