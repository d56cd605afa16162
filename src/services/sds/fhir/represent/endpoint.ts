import {
  type ContractProperties,
  interactionOf,
  type MessageHandlingSystem,
} from '../../../../world/tables/message-handling-system.js'
import type { SdsResource } from '../operation.js'
import {
  CPA_ID,
  FQDN,
  INTERACTION,
  INTERACTION_EXTENSION,
  MHS_ID,
  ODS_CODE,
  PARTY_KEY,
  RELIABILITY_EXTENSION,
} from '../systems.js'
import { byIdentifier, member } from './reference.js'

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem'

const identifiersOf = (entry: MessageHandlingSystem) =>
  [
    { system: FQDN, value: entry.fqdn },
    { system: PARTY_KEY, value: entry.partyKey },
    { system: CPA_ID, value: entry.cpaId },
    { system: MHS_ID, value: entry.id },
  ].filter(({ value }) => value)

const text = (url: string, value: string | undefined) =>
  value ? [{ url, valueString: value }] : []

/** The retry count alone is a number (sds 1.3). */
const reliabilityOf = ({ retries, actors = [], ...contract }: ContractProperties) => [
  ...text('nhsMHSSyncReplyMode', contract.syncReplyMode),
  ...text('nhsMHSRetryInterval', contract.retryInterval),
  ...(retries ? [{ url: 'nhsMHSRetries', valueInteger: Number(retries) }] : []),
  ...text('nhsMHSPersistDuration', contract.persistDuration),
  ...text('nhsMHSDuplicateElimination', contract.duplicateElimination),
  ...text('nhsMHSAckRequested', contract.ackRequested),
  ...text('nhsMHSActor', actors[0]),
]

function extensionsOf(entry: MessageHandlingSystem) {
  const reliability = reliabilityOf(entry.contract)
  return [
    ...(reliability.length > 0 ? [{ url: RELIABILITY_EXTENSION, extension: reliability }] : []),
    {
      url: INTERACTION_EXTENSION,
      valueReference: byIdentifier(INTERACTION, interactionOf(entry)),
    },
  ]
}

/** A message handling system at one of its addresses as an Endpoint (sds 1.3). */
export const endpoint = (
  id: string,
  entry: MessageHandlingSystem,
  address: string | undefined,
): SdsResource => ({
  resourceType: 'Endpoint',
  id,
  status: 'active',
  connectionType: {
    system: `${TERMINOLOGY}/endpoint-connection-type`,
    code: 'hl7-fhir-msg',
    display: 'HL7 FHIR Messaging',
  },
  payloadType: [
    {
      coding: [{ system: `${TERMINOLOGY}/endpoint-payload-type`, code: 'any', display: 'Any' }],
    },
  ],
  ...(address === undefined ? {} : { address }),
  managingOrganization: byIdentifier(ODS_CODE, entry.odsCode),
  ...member('identifier', identifiersOf(entry)),
  extension: extensionsOf(entry),
})
