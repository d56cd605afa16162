import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** Provider clinicians who together look after services of an organisation (ers-fhir 8.1). */
export interface Workgroup {
  readonly id: string
  readonly odsCode: string
  readonly name: string
  readonly services: readonly string[]
  /** SDS user ids of the clinicians. */
  readonly members: readonly string[]
}

export const workgroups = documentTable<Workgroup>({
  name: 'workgroup',
  key: (workgroup) => workgroup.id,
  columns: { ods_code: { type: 'TEXT', value: (workgroup) => workgroup.odsCode } },
  indexes: ['ods_code'],
})

/** Services that a clinician looks after at an organisation. */
export function servicesOfClinician(store: Store, odsCode: string, userId: string): Set<string> {
  return new Set(
    workgroups
      .where(store, 'ods_code = ?', odsCode)
      .filter((workgroup) => workgroup.members.includes(userId))
      .flatMap((workgroup) => workgroup.services),
  )
}
