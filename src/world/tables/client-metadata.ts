import { documentTable } from './document-table.js'

/** What a client keeps about a patient at NHS login (`client_user_metadata`, auth 6.5). */
export interface ClientMetadata {
  readonly clientId: string
  readonly nhsNumber: string
  readonly value: string
}

export const metadataKey = (clientId: string, nhsNumber: string): string =>
  `${nhsNumber} ${clientId}`

export const clientMetadata = documentTable<ClientMetadata>({
  name: 'client_metadata',
  key: ({ clientId, nhsNumber }) => metadataKey(clientId, nhsNumber),
})
