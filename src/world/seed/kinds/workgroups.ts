import { z } from 'zod'
import { type Workgroup, workgroups } from '../../tables/workgroup.js'
import { anyKind, referencesTo, referenceTo } from '../kind.js'
import { odsCode, serviceId, userId, words } from '../values.js'

export const workgroupKind = anyKind<Workgroup>({
  file: 'workgroups.json',
  name: 'workgroup',
  schema: z.strictObject({
    id: words,
    odsCode,
    name: words,
    services: z.array(serviceId),
    members: z.array(userId),
  }),
  key: (row) => row.id,
  references: (row) => [
    ...referenceTo('organisations.json', ['odsCode'], row.odsCode),
    ...referencesTo('services.json', ['services'], row.services),
    ...referencesTo('practitioners.json', ['members'], row.members),
  ],
  save: (store, rows) => {
    for (const row of rows) workgroups.save(store, row)
  },
})
