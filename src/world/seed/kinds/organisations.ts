import { z } from 'zod'
import { type Organisation, organisations } from '../../tables/organisation.js'
import { anyKind, referenceTo } from '../kind.js'
import { maybe, odsCode, postcode, some, words } from '../values.js'

export const organisationKind = anyKind<Organisation>({
  file: 'organisations.json',
  name: 'organisation',
  schema: z.strictObject({
    odsCode,
    name: words,
    roles: some(
      z.enum(['REFERRER', 'PROVIDER', 'SITE', 'GP_PRACTICE', 'COMMISSIONER', 'PHARMACY']),
    ),
    parent: maybe(odsCode),
    open: z.boolean().default(true),
    address: some(words),
    postcode,
    phone: maybe(words),
  }),
  key: (row) => row.odsCode,
  references: (row) => referenceTo('organisations.json', ['parent'], row.parent),
  save: (store, rows) => {
    for (const row of rows) organisations.save(store, row)
  },
})
