import { fold } from '../fold.js'
import type { Store } from '../store.js'
import type { Accreditation, Product } from './accreditation.js'
import { documentTable } from './document-table.js'
import { inOrderOfPosition } from './in-order-of-position.js'

/** A system of an organisation that may talk to the Spine: `nhsAs` in the directory (sds 2.4). */
export interface AccreditedSystem {
  /** 12 digits; never changes. */
  readonly asid: string
  /** Organisation that the accreditation belongs to. */
  readonly odsCode: string
  /** Organisations for which the system works; in practice one, usually the same. */
  readonly clients: readonly string[]
  /** Key of the messaging endpoint it uses; opaque. */
  readonly partyKey: string
  /** Every interaction it may send or receive: `urn:nhs:names:services:<service>:<action>`. */
  readonly interactions: readonly string[]
  /** ODS code of the maker. */
  readonly manufacturer?: string
  /** Access control functions, such as `RBAC`. */
  readonly accessControl?: readonly string[]
  readonly product?: Product
  readonly accreditation?: Accreditation
  readonly description?: string
  /** Place in the directory: entries come in the order in which they were added. */
  readonly position: number
}

const table = documentTable<AccreditedSystem>({
  name: 'accredited_system',
  key: (system) => system.asid,
  columns: {
    position: { type: 'INTEGER', value: (system) => system.position },
    ods_code: { type: 'TEXT', value: (system) => system.odsCode },
    party_key: { type: 'TEXT', value: (system) => fold(system.partyKey) },
    manufacturer: {
      type: 'TEXT',
      value: ({ manufacturer }) => manufacturer && fold(manufacturer),
    },
  },
  indexes: ['ods_code, position', 'party_key, position', 'manufacturer, position', 'position'],
})

/** The interactions and clients of each system stand in tables of their own, so that a search finds them by index. */
export const accreditedSystemSchema = `${table.schema}
CREATE TABLE accredited_system_interaction (
  interaction TEXT NOT NULL, ods_code TEXT NOT NULL, asid TEXT NOT NULL,
  PRIMARY KEY (interaction, ods_code, asid)) STRICT, WITHOUT ROWID;
CREATE INDEX accredited_system_interaction_asid ON accredited_system_interaction (asid);
CREATE TABLE accredited_system_client (
  client TEXT NOT NULL, asid TEXT NOT NULL, PRIMARY KEY (client, asid)) STRICT, WITHOUT ROWID;
CREATE INDEX accredited_system_client_asid ON accredited_system_client (asid);`

function forgetLists(store: Store, asid: string): void {
  store.run('DELETE FROM accredited_system_interaction WHERE asid = ?', asid)
  store.run('DELETE FROM accredited_system_client WHERE asid = ?', asid)
}

/** Keeps a system, in place of one with the same ASID. */
export function saveAccreditedSystem(store: Store, system: AccreditedSystem): void {
  forgetLists(store, system.asid)
  table.save(store, system)
  for (const interaction of new Set(system.interactions))
    store.run(
      'INSERT INTO accredited_system_interaction (interaction, ods_code, asid) VALUES (?, ?, ?)',
      interaction,
      system.odsCode,
      system.asid,
    )
  for (const client of new Set(system.clients.map(fold)))
    store.run(
      'INSERT INTO accredited_system_client (client, asid) VALUES (?, ?)',
      client,
      system.asid,
    )
}

/** Removes a system; answers whether there was one. */
export function removeAccreditedSystem(store: Store, asid: string): boolean {
  forgetLists(store, asid)
  return table.remove(store, asid)
}

export const findAccreditedSystem = (store: Store, asid: string): AccreditedSystem | undefined =>
  table.find(store, asid)

/** What a search for systems may name; organisation and interaction match exactly, the rest without letter case. */
export interface SystemCriteria {
  readonly odsCode?: string | undefined
  readonly interaction?: string | undefined
  readonly partyKey?: string | undefined
  readonly manufacturer?: string | undefined
  readonly client?: string | undefined
}

const CONDITIONS: Readonly<Record<string, string>> = {
  odsCode: 'ods_code = ?',
  partyKey: 'party_key = ?',
  manufacturer: 'manufacturer = ?',
  client: 'key IN (SELECT asid FROM accredited_system_client WHERE client = ?)',
  interaction: 'key IN (SELECT asid FROM accredited_system_interaction WHERE interaction = ?)',
  interactionAt:
    'key IN (SELECT asid FROM accredited_system_interaction WHERE interaction = ? AND ods_code = ?)',
}

/** The condition of a search and its parameters; what names nothing holds for every system. */
export function systemCondition(criteria: SystemCriteria): { sql: string; parameters: string[] } {
  const { odsCode, interaction, partyKey, manufacturer, client } = criteria
  const at = odsCode !== undefined && interaction !== undefined
  const terms: [condition: string, values: readonly (string | undefined)[]][] = [
    ['interactionAt', at ? [interaction, odsCode] : [undefined]],
    ['interaction', [at ? undefined : interaction]],
    ['odsCode', [at ? undefined : odsCode]],
    ['partyKey', [partyKey === undefined ? undefined : fold(partyKey)]],
    ['manufacturer', [manufacturer === undefined ? undefined : fold(manufacturer)]],
    ['client', [client === undefined ? undefined : fold(client)]],
  ]
  const named = terms.filter(([, values]) => values.every((value) => value !== undefined))
  return {
    sql: `${['TRUE', ...named.map(([name]) => CONDITIONS[name])].join(' AND ')} ORDER BY position`,
    parameters: named.flatMap(([, values]) => values as readonly string[]),
  }
}

/** The systems that a search finds, in the directory's order. */
export function findAccreditedSystems(store: Store, criteria: SystemCriteria): AccreditedSystem[] {
  const { sql, parameters } = systemCondition(criteria)
  return table.where(store, sql, ...parameters)
}

/** The same one by one: where nothing is named, they are read a few at a time. */
export function* eachAccreditedSystem(
  store: Store,
  criteria: SystemCriteria,
): Generator<AccreditedSystem> {
  if (Object.values(criteria).some((value) => value !== undefined))
    yield* findAccreditedSystems(store, criteria)
  else yield* inOrderOfPosition(store, table)
}
