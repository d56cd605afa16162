import { z } from 'zod'
import { fold } from '../../fold.js'
import {
  interactionOf,
  type MessageHandlingSystem,
  messageHandlingSystems,
} from '../../tables/message-handling-system.js'
import { startSequence } from '../../tables/sequence.js'
import { anyKind } from '../kind.js'
import { cpaId, endpointFields } from './directory-fields.js'

type Row = Omit<MessageHandlingSystem, 'position'>

/** Sequence of the places of entries in the directory. */
export const ENDPOINT_PLACES = 'message-handling-system'

export const messageHandlingSystemKind = anyKind<Row>({
  file: 'message-handling-systems.json',
  name: 'message handling system',
  schema: z.strictObject({ id: cpaId, ...endpointFields }),
  key: (row) => row.id,
  claims: (row) => [
    { path: ['id'], name: 'name below ou=Services', value: fold(row.id) },
    { path: ['cpaId'], name: 'CPA id', value: row.cpaId },
    {
      path: ['action'],
      name: 'party key and interaction',
      value: `${fold(row.partyKey)} ${interactionOf(row)}`,
    },
  ],
  save: (store, rows) => {
    for (const [at, row] of rows.entries())
      messageHandlingSystems.save(store, { ...row, position: at + 1 })
    startSequence(store, ENDPOINT_PLACES, rows.length + 1)
  },
})
