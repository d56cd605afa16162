import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** The sets of reference data that A004 serves (ers-fhir 7.4, 9). */
export const REFERENCE_DATA_SETS = [
  'SPECIALTY',
  'CLINIC-TYPE',
  'APPOINTMENT-CANCELLATION-REASON',
  'REFERRAL-CANCELLATION-REASON',
  'APPOINTMENT-NON-ATTENDANCE-REASON',
  'PRIORITY',
] as const
export type ReferenceDataSet = (typeof REFERENCE_DATA_SETS)[number]

/** One code of a reference data set. Members that a set does not use are absent. */
export interface Concept {
  readonly set: ReferenceDataSet
  readonly code: string
  readonly display: string
  /** Place in the published order. */
  readonly position: number
  /** Dates, `YYYY-MM-DD`, or instants where the published set has a time of day. */
  readonly effectiveFrom?: string
  readonly effectiveTo?: string
  /** CLINIC-TYPE: the specialty it belongs to. */
  readonly specialty?: string
  /** PRIORITY: working days until the provider contacts the patient. */
  readonly deferToProviderContactDays?: number
  readonly triageContactDays?: number
  /** Reasons. */
  readonly type?: string
  readonly commentIsMandatory?: boolean
  readonly willCancelWholeRequest?: boolean
  readonly canCancelAppointment?: boolean
  readonly businessFunctions?: readonly string[]
  /** REJECT or CANCEL (appointment), CANCEL_REFERRAL (referral). */
  readonly usage?: string
}

/** A clinic type may occur in several specialties, so its key holds both. */
const keyOf = (concept: Pick<Concept, 'set' | 'code' | 'specialty'>): string =>
  [concept.set, concept.specialty, concept.code].filter(Boolean).join('/')

export const concepts = documentTable<Concept>({
  name: 'concept',
  key: keyOf,
  columns: {
    set_name: { type: 'TEXT', value: (concept) => concept.set },
    position: { type: 'INTEGER', value: (concept) => concept.position },
  },
  indexes: ['set_name, position'],
})

export const conceptsOf = (store: Store, set: ReferenceDataSet): Concept[] =>
  concepts.where(store, 'set_name = ? ORDER BY position', set)

export const findConcept = (
  store: Store,
  set: ReferenceDataSet,
  code: string,
  specialty?: string,
): Concept | undefined =>
  concepts.find(store, keyOf({ set, code, ...(specialty === undefined ? {} : { specialty }) }))
