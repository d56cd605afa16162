import { z } from 'zod'
import { type Organisation, organisations } from '../../tables/organisation.js'
import { anyKind, referencesTo, referenceTo } from '../kind.js'
import { date, maybe, odsCode, postcode, some, words } from '../values.js'

/** What a record says of an organisation; the control API asks for the same. */
export const organisationFields = {
  odsCode,
  name: words,
  roles: some(
    z.enum(['REFERRER', 'PROVIDER', 'SITE', 'GP_PRACTICE', 'COMMISSIONER', 'PHARMACY', 'NATIONAL']),
  ),
  parent: maybe(odsCode),
  open: z.boolean().default(true),
  opened: maybe(date),
  closed: maybe(date),
  changed: maybe(date),
  commissioner: maybe(odsCode),
  successors: maybe(z.array(odsCode)),
  predecessors: maybe(z.array(odsCode)),
  address: some(words),
  postcode,
  phone: maybe(words),
}

export const organisationKind = anyKind<Organisation>({
  file: 'organisations.json',
  name: 'organisation',
  schema: z.strictObject(organisationFields),
  key: (row) => row.odsCode,
  references: (row) => [
    ...referenceTo('organisations.json', ['parent'], row.parent),
    ...referenceTo('organisations.json', ['commissioner'], row.commissioner),
    ...referencesTo('organisations.json', ['successors'], row.successors),
    ...referencesTo('organisations.json', ['predecessors'], row.predecessors),
  ],
  save: (store, rows) => {
    for (const row of rows) organisations.save(store, row)
  },
})
