import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import {
  addApplication,
  changeApplication,
  removeApplication,
} from '../services/auth/registry/applications.js'
import { APIS } from '../services/auth/registry/products.js'
import { applicationFields, publicKey } from '../world/seed/kinds/applications.js'
import { type Application, applications } from '../world/tables/application.js'
import { Refused } from './refused.js'
import { changed, pathParameter, register } from './register.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

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

const params = z.object({ clientId: pathParameter('clientId') })
const path = '/_sandbox/applications'
const one = `${path}/{clientId}`
const notFound = { 404: problemContent('No such application') }
const invalid = {
  400: problemContent('Not a description of an application'),
  422: problemContent('A member has the wrong form, or names what is not there'),
}

const list = createRoute({
  method: 'get',
  path,
  responses: { 200: jsonContent(z.array(View), 'The applications of the world') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(View, 'The application'), ...notFound },
})
const add = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(Draft, 'What is not given is made') } },
  responses: {
    201: jsonContent(View, 'The application as it was registered'),
    ...invalid,
    409: problemContent('The client id is taken'),
  },
})
const change = createRoute({
  method: 'patch',
  path: one,
  request: {
    params,
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes a member away') },
  },
  responses: { 200: jsonContent(View, 'The application now'), ...notFound, ...invalid },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params },
  responses: { 204: { description: 'Its tokens are unknown from now on' }, ...notFound },
})

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

/** Applications as the developer portal would register them (auth 3.1); a change counts on the next call. */
export function addApplicationRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const found = applications.list(worldOf(context, sandbox).store)
    return context.json(found as ApplicationView[], 200)
  })
  api.openapi(show, async (context) => {
    const { clientId } = context.req.valid('param')
    const found = applications.find(worldOf(context, sandbox).store, clientId)
    if (!found) throw new Refused(404, 'Not found', `there is no application '${clientId}'`)
    return context.json(await withKey(sandbox, found), 200)
  })
  api.openapi(add, async (context) => {
    const world = worldOf(context, sandbox)
    const added = register(world, () =>
      addApplication(world, withKeyList(context.req.valid('json'))),
    )
    return context.json(await withKey(sandbox, added), 201)
  })
  api.openapi(change, async (context) => {
    const world = worldOf(context, sandbox)
    const { clientId } = context.req.valid('param')
    const changes = withKeyList(context.req.valid('json'))
    const now = register(world, () => changeApplication(world, clientId, changes))
    return context.json(await withKey(sandbox, now), 200)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    register(world, () => removeApplication(world, context.req.valid('param').clientId))
    return context.body(null, 204)
  })
}
