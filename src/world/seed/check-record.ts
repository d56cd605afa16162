import { notRegistered, type Registered, registered } from '../registered.js'
import type { Store } from '../store.js'
import { organisations } from '../tables/organisation.js'
import { findPatient } from '../tables/patient.js'
import { practitioners } from '../tables/practitioner.js'
import { explainIssue } from './explain.js'
import type { AnyKind, FieldPath } from './kind.js'

/** Where the records stand that others refer to, by the file they come from in a data set. */
const TARGETS: Readonly<
  Record<string, { readonly name: string; readonly exists: (store: Store, key: string) => boolean }>
> = {
  'organisations.json': {
    name: 'organisation',
    exists: (store, key) => organisations.find(store, key) !== undefined,
  },
  'practitioners.json': {
    name: 'practitioner',
    exists: (store, key) => practitioners.find(store, key) !== undefined,
  },
  'patients.json': {
    name: 'patient',
    exists: (store, key) => findPatient(store, key) !== undefined,
  },
}

const fieldName = (path: FieldPath): string => path.map(String).join('.')

/**
 * Checks a record as a data set's record of that kind is checked: form first, then that what it
 * refers to is there. The message names the field, what was expected and what was found.
 */
export function checkRecord<Row>(store: Store, kind: AnyKind, record: object): Registered<Row> {
  const parsed = kind.schema.safeParse(record)
  if (!parsed.success)
    return notRegistered(
      'INVALID',
      parsed.error.issues
        .flatMap((issue) => explainIssue(issue, record))
        .map(({ path, message }) => `${fieldName(path) || kind.name}: ${message}`)
        .join('; '),
    )
  for (const { path, to, key } of kind.references?.(parsed.data) ?? []) {
    const target = TARGETS[to]
    if (target && !target.exists(store, key))
      return notRegistered(
        'INVALID',
        `${fieldName(path)}: there is no ${target.name} '${key}' in this world`,
      )
  }
  return registered(parsed.data as Row)
}
