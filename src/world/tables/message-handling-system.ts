import { fold } from '../fold.js'
import type { Store } from '../store.js'
import type { Accreditation, Product } from './accreditation.js'
import { documentTable } from './document-table.js'
import { inOrderOfPosition } from './in-order-of-position.js'

/** The address of a simulated hospital: messages to it stay inside the process. */
export const PAS_ROBOT_ADDRESS = 'sandbox:pas-robot'

/** How messages of one interaction are delivered: the contract properties of ebXML (sds 2.5). */
export interface ContractProperties {
  /** `MSHSignalsOnly`, `None`, `never` or `signalsAndResponse`. */
  readonly syncReplyMode?: string
  /** A whole number as text. */
  readonly retries?: string
  /** `PT1M` */
  readonly retryInterval?: string
  readonly persistDuration?: string
  readonly duplicateElimination?: 'always' | 'never'
  readonly ackRequested?: 'always' | 'never'
  /** In practice one. */
  readonly actors?: readonly string[]
}

/** One interaction that a party receives at one address: `nhsMhs` in the directory (sds 2.5). */
export interface MessageHandlingSystem {
  /** Name of the entry, usually the CPA id. */
  readonly id: string
  /** Contract id, which ebXML messages carry. */
  readonly cpaId: string
  readonly odsCode: string
  readonly partyKey: string
  /** `urn:nhs:names:services:ebs` */
  readonly service: string
  /** `PRSC_IN080000UK07` */
  readonly action: string
  /** Where the party receives it; in practice one. */
  readonly addresses: readonly string[]
  /** Host of the address. */
  readonly fqdn?: string
  readonly authenticated?: 'none' | 'transient' | 'persistent'
  /** `HL7`, `FHIR`, `ebXML` or `N/A`. */
  readonly protocol?: string
  readonly contract: ContractProperties
  /** Number of the template that the properties came from. */
  readonly contractTemplate?: string
  readonly product?: Product
  readonly accreditation?: Accreditation
  /** Place in the directory: entries come in the order in which they were added. */
  readonly position: number
}

/** The interaction of an entry: service and action, joined by a colon. */
export const interactionOf = ({
  service,
  action,
}: Pick<MessageHandlingSystem, 'service' | 'action'>) => `${service}:${action}`

/** Host under which an entry is registered: its name, else that of its address. The certificate bears it (tms 8). */
export const hostOf = ({
  fqdn,
  addresses,
}: Pick<MessageHandlingSystem, 'fqdn' | 'addresses'>): string | undefined =>
  fqdn ?? (URL.parse(addresses[0] ?? '')?.hostname || undefined)

export const messageHandlingSystems = documentTable<MessageHandlingSystem>({
  name: 'message_handling_system',
  key: (entry) => fold(entry.id),
  columns: {
    position: { type: 'INTEGER', value: (entry) => entry.position },
    ods_code: { type: 'TEXT', value: (entry) => entry.odsCode },
    interaction: { type: 'TEXT', value: interactionOf },
    party_key: { type: 'TEXT', value: (entry) => fold(entry.partyKey) },
    cpa_id: { type: 'TEXT', value: (entry) => entry.cpaId },
    host: { type: 'TEXT', value: (entry) => fold(hostOf(entry) ?? '') },
  },
  indexes: [
    'ods_code, interaction, position',
    'party_key, interaction, position',
    'ods_code, party_key, position',
    'interaction, position',
    'cpa_id',
    'host, position',
    'position',
  ],
})

/** What a search for entries may name; party key and host match without letter case, the rest exactly. */
export interface EndpointCriteria {
  readonly odsCode?: string | undefined
  readonly interaction?: string | undefined
  readonly partyKey?: string | undefined
  readonly cpaId?: string | undefined
  readonly host?: string | undefined
}

/** The condition of a search and its parameters; what names nothing holds for every entry. */
export function endpointCondition(criteria: EndpointCriteria): {
  sql: string
  parameters: string[]
} {
  const { odsCode, interaction, partyKey, cpaId, host } = criteria
  const terms: readonly (readonly [string, string | undefined])[] = [
    ['cpa_id', cpaId],
    ['ods_code', odsCode],
    ['interaction', interaction],
    ['party_key', partyKey === undefined ? undefined : fold(partyKey)],
    ['host', host === undefined ? undefined : fold(host)],
  ]
  const named = terms.filter(([, value]) => value !== undefined)
  return {
    sql: `${['TRUE', ...named.map(([column]) => `${column} = ?`)].join(' AND ')} ORDER BY position`,
    parameters: named.map(([, value]) => value as string),
  }
}

/** The entries that a search finds, in the directory's order. */
export function findMessageHandlingSystems(
  store: Store,
  criteria: EndpointCriteria,
): MessageHandlingSystem[] {
  const { sql, parameters } = endpointCondition(criteria)
  return messageHandlingSystems.where(store, sql, ...parameters)
}

/** The same one by one: where nothing is named, they are read a few at a time. */
export function* eachMessageHandlingSystem(
  store: Store,
  criteria: EndpointCriteria,
): Generator<MessageHandlingSystem> {
  if (Object.values(criteria).some((value) => value !== undefined))
    yield* findMessageHandlingSystems(store, criteria)
  else yield* inOrderOfPosition(store, messageHandlingSystems)
}
