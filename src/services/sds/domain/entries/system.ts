import type { Accreditation, Product } from '../../../../world/tables/accreditation.js'
import type { AccreditedSystem } from '../../../../world/tables/accredited-system.js'
import {
  interactionOf,
  type MessageHandlingSystem,
} from '../../../../world/tables/message-handling-system.js'
import { attributesFrom, below, type DirectoryEntry, SERVICES } from '../entry.js'

const productValues = (product: Product | undefined) => ({
  nhsProductKey: product?.key,
  nhsProductName: product?.name,
  nhsProductVersion: product?.version,
})

const accreditationValues = (accreditation: Accreditation | undefined) => ({
  nhsRequestorURP: accreditation?.requestedBy,
  nhsDateRequested: accreditation?.requested,
  nhsApproverURP: accreditation?.approvedBy,
  nhsDateApproved: accreditation?.approved,
})

/** An accredited system's entry (sds 2.4). */
export const accreditedSystemEntry = (system: AccreditedSystem): DirectoryEntry => ({
  dn: below(SERVICES, 'uniqueIdentifier', system.asid),
  objectClass: ['top', 'nhsAs'],
  attributes: attributesFrom({
    uniqueIdentifier: system.asid,
    nhsIDCode: system.odsCode,
    nhsMHSPartyKey: system.partyKey,
    nhsAsClient: system.clients,
    nhsMhsManufacturerOrg: system.manufacturer,
    nhsAsACF: system.accessControl,
    nhsAsSvcIA: system.interactions,
    ...productValues(system.product),
    ...accreditationValues(system.accreditation),
    description: system.description,
  }),
})

/** A message handling system's entry: one interaction at one endpoint (sds 2.5). */
export const messageHandlingSystemEntry = (entry: MessageHandlingSystem): DirectoryEntry => ({
  dn: below(SERVICES, 'uniqueIdentifier', entry.id),
  objectClass: ['top', 'nhsMhs'],
  attributes: attributesFrom({
    uniqueIdentifier: entry.id,
    nhsMhsCPAId: entry.cpaId,
    nhsIDCode: entry.odsCode,
    nhsMHSPartyKey: entry.partyKey,
    nhsMHsSN: entry.service,
    nhsMHsIN: entry.action,
    nhsMhsSvcIA: interactionOf(entry),
    nhsMHSEndPoint: entry.addresses,
    nhsMhsFQDN: entry.fqdn,
    nhsMHSIsAuthenticated: entry.authenticated,
    nhsEPInteractionType: entry.protocol,
    nhsMHSSyncReplyMode: entry.contract.syncReplyMode,
    nhsMHSRetries: entry.contract.retries,
    nhsMHSRetryInterval: entry.contract.retryInterval,
    nhsMHSPersistDuration: entry.contract.persistDuration,
    nhsMHSDuplicateElimination: entry.contract.duplicateElimination,
    nhsMHSAckRequested: entry.contract.ackRequested,
    nhsMHSActor: entry.contract.actors,
    nhsContractPropertyTemplateKey: entry.contractTemplate,
    ...productValues(entry.product),
    ...accreditationValues(entry.accreditation),
  }),
})
