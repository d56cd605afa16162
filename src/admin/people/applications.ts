import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import {
  addApplication,
  changeApplication,
  removeApplication,
} from '../../services/auth/registry/applications.js'
import { APIS } from '../../services/auth/registry/products.js'
import { applicationFields, publicKey } from '../../world/seed/kinds/applications.js'
import { type Application, applications } from '../../world/tables/application.js'
import { addCollection } from '../collection.js'
import { changed } from '../register.js'

const { status, identityService, ...fields } = applicationFields

const keyList = z.array(publicKey)
const Keys = z
  .union([z.literal('SANDBOX'), keyList, z.object({ keys: keyList })], {
    error: "'SANDBOX', a list of public keys, or a key set",
  })
  .openapi({ description: 'SANDBOX means a key pair that the sandbox makes; null means none' })

const Draft = z
  .strictObject({
    name: fields.name,
    clientId: fields.clientId.optional(),
    secret: fields.secret.optional(),
    callback: fields.callback.optional(),
    keys: Keys.nullable().optional(),
    jwksUrl: changed(applicationFields.jwksUrl),
    status: status.unwrap().optional(),
    identityService: identityService.unwrap().optional(),
    products: z.array(z.enum(APIS)).optional().openapi({
      description: 'APIs of which it gets every scope; e-RS, PDS and SDS if nothing is said',
    }),
    scopes: fields.scopes.optional(),
    asid: changed(fields.asid).openapi({ description: 'Made if absent; null for none' }),
    appRestricted: changed(fields.appRestricted),
    allowedOrganisations: changed(fields.allowedOrganisations),
    flowVariables: changed(fields.flowVariables),
  })
  .openapi('ApplicationDraft')

const Changes = Draft.partial().openapi('ApplicationChanges')

const View = z
  .object(applicationFields)
  .extend({
    keyId: z.string().optional(),
    privateKey: z.string().optional().openapi({
      description: 'PEM of the sandbox-made key, where one application is shown',
    }),
  })
  .openapi('Application')

type GivenKeys = z.infer<typeof Keys> | null | undefined

/** A key set counts as the list that it holds. */
const keyListOf = (keys: GivenKeys) =>
  keys && typeof keys === 'object' && !Array.isArray(keys) ? keys.keys : keys

const withKeyList = <Body extends { readonly keys?: GivenKeys }>(body: Body) => ({
  ...body,
  keys: keyListOf(body.keys),
})

type ApplicationView = z.infer<typeof View>

async function withKey(sandbox: Sandbox, application: Application): Promise<ApplicationView> {
  const view = application as ApplicationView
  if (application.keys !== 'SANDBOX') return view
  const { kid, privateKeyPem } = await sandbox.keys.forApplication(application.clientId)
  return { ...view, keyId: kid, privateKey: privateKeyPem }
}

/** Applications as the developer portal would register them (auth 3.1). */
export function addApplicationRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addCollection(api, sandbox, {
    path: '/_sandbox/applications',
    key: 'clientId',
    texts: {
      one: 'an application',
      list: 'The applications of the world',
      shown: 'The application',
      draft: 'What is not given is made',
      added: 'The application as it was registered',
      changed: 'The application now',
      taken: 'The client id is taken',
      removed: 'Its tokens are unknown from now on',
    },
    draft: Draft,
    changes: Changes,
    view: View,
    list: ({ store }) => applications.list(store),
    find: ({ store }, clientId) => applications.find(store, clientId),
    show: (application: Application) => withKey(sandbox, application),
    add: (world, draft) => addApplication(world, withKeyList(draft)),
    change: (world, clientId, changes) => changeApplication(world, clientId, withKeyList(changes)),
    remove: removeApplication,
  })
}
