import { z } from 'zod'
import { enrolApplication } from '../../enrol.js'
import { type Application, applications } from '../../tables/application.js'
import { anyKind, referencesTo, referenceTo } from '../kind.js'
import { asid, maybe, odsCode, userId, words } from '../values.js'

/** What else a published key says (x5c, key_ops) is of no use here; a private half is not kept. */
export const publicKey = z.object({
  kty: words,
  kid: words,
  alg: maybe(words),
  use: maybe(words),
  n: maybe(words),
  e: maybe(words),
  crv: maybe(words),
  x: maybe(words),
  y: maybe(words),
})

/** Public keys given inline, or the sandbox's own. */
export const keys = z.union([z.literal('SANDBOX'), z.array(publicKey)], {
  error: "'SANDBOX' or a list of public keys",
})

/** What a record says of an application; the control API asks for the same. */
export const applicationFields = {
  clientId: z.string().regex(/^[A-Za-z0-9]{32}$/, { error: 'a client id (32 letters and digits)' }),
  name: words,
  secret: z.string().regex(/^[A-Za-z0-9]{16}$/, { error: 'a secret (16 letters and digits)' }),
  callback: z.url({ error: 'an address' }),
  keys: maybe(keys),
  jwksUrl: maybe(z.url({ error: 'an address' })),
  status: z
    .enum(['approved', 'revoked', 'developer-inactive', 'company-inactive'])
    .default('approved'),
  identityService: z.boolean().default(true),
  scopes: z.array(z.string().regex(/^urn:nhsd:apim:/, { error: 'a scope (urn:nhsd:apim:...)' })),
  asid: maybe(asid),
  appRestricted: maybe(
    z.strictObject({
      odsCode: maybe(odsCode),
      businessFunction: maybe(words),
      userId: maybe(userId),
    }),
  ),
  allowedOrganisations: maybe(z.array(odsCode)),
  flowVariables: maybe(z.record(z.string(), z.unknown())),
}

export const applicationKind = anyKind<Application>({
  file: 'applications.json',
  name: 'application',
  schema: z.strictObject(applicationFields),
  key: (row) => row.clientId,
  references: ({ appRestricted, allowedOrganisations }) => [
    ...referenceTo('organisations.json', ['appRestricted', 'odsCode'], appRestricted?.odsCode),
    ...referenceTo('practitioners.json', ['appRestricted', 'userId'], appRestricted?.userId),
    ...referencesTo('organisations.json', ['allowedOrganisations'], allowedOrganisations),
  ],
  save: (store, rows) => {
    for (const row of rows) {
      applications.save(store, row)
      enrolApplication(store, row)
    }
  },
})
