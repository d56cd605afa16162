import { z } from 'zod'
import { SYSTEM_PLACES } from '../../enrol.js'
import { type AccreditedSystem, saveAccreditedSystem } from '../../tables/accredited-system.js'
import { startSequence } from '../../tables/sequence.js'
import { anyKind } from '../kind.js'
import { asid } from '../values.js'
import { systemFields } from './directory-fields.js'

type Row = Omit<AccreditedSystem, 'position'>

export const accreditedSystemKind = anyKind<Row>({
  file: 'accredited-systems.json',
  name: 'accredited system',
  schema: z.strictObject({ asid, ...systemFields }),
  key: (row) => row.asid,
  claims: (row) => [{ path: ['asid'], name: 'name below ou=Services', value: row.asid }],
  save: (store, rows) => {
    for (const [at, row] of rows.entries())
      saveAccreditedSystem(store, { ...row, position: at + 1 })
    startSequence(store, SYSTEM_PLACES, rows.length + 1)
  },
})
