import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { saveRelyingParty } from '../../services/auth/registry/relying-parties.js'
import { relyingPartyFields } from '../../world/seed/kinds/relying-parties.js'
import {
  type RelyingParty,
  relyingParties,
  relyingPartyKey,
} from '../../world/tables/relying-party.js'
import { Refused } from '../refused.js'
import { pathParameter, register } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const { clientId, provider, ...fields } = relyingPartyFields

const Draft = z.strictObject(fields).openapi('RelyingPartyDraft')

const View = z
  .object({ clientId, provider, ...fields })
  .extend({
    keyId: z.string().optional(),
    privateKey: z.string().optional().openapi({
      description: 'PEM of the sandbox-made key, where one relying party is shown',
    }),
  })
  .openapi('RelyingParty')

type RelyingPartyView = z.infer<typeof View>

const params = z.object({
  provider: z.enum(provider.options).openapi({ param: { name: 'provider', in: 'path' } }),
  clientId: pathParameter('clientId'),
})
const one = '/_sandbox/relying-parties/{provider}/{clientId}'
const notFound = { 404: problemContent('No such relying party') }

const list = createRoute({
  method: 'get',
  path: '/_sandbox/relying-parties',
  responses: { 200: jsonContent(z.array(View), 'The clients of the login providers') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(View, 'The relying party'), ...notFound },
})
const save = createRoute({
  method: 'put',
  path: one,
  request: { params, body: { required: true, ...jsonContent(Draft, 'The whole record') } },
  responses: {
    200: jsonContent(View, 'The relying party as it is registered now'),
    400: problemContent('Not a description of a relying party'),
    409: problemContent('The client id is that of the identity service'),
    422: problemContent('A member has the wrong form'),
  },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params },
  responses: { 204: { description: 'Its tokens are unknown from now on' }, ...notFound },
})

async function withKey(sandbox: Sandbox, party: RelyingParty): Promise<RelyingPartyView> {
  const view = party as RelyingPartyView
  if (party.keys !== 'SANDBOX') return view
  const { kid, privateKeyPem } = await sandbox.keys.forApplication(party.clientId)
  return { ...view, keyId: kid, privateKey: privateKeyPem }
}

/** Clients of the login providers as these would register them (auth 5.2); a change counts at once. */
export function addRelyingPartyRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) =>
    context.json(relyingParties.list(worldOf(context, sandbox).store) as RelyingPartyView[], 200),
  )
  api.openapi(show, async (context) => {
    const { provider: at, clientId: id } = context.req.valid('param')
    const found = relyingParties.find(worldOf(context, sandbox).store, relyingPartyKey(at, id))
    if (!found) throw new Refused(404, 'Not found', `there is no relying party '${id}' at ${at}`)
    return context.json(await withKey(sandbox, found), 200)
  })
  api.openapi(save, async (context) => {
    const world = worldOf(context, sandbox)
    const draft = { ...context.req.valid('json'), ...context.req.valid('param') }
    const saved = register(world, () => saveRelyingParty(world, draft))
    return context.json(await withKey(sandbox, saved), 200)
  })
  api.openapi(remove, (context) => {
    const { provider: at, clientId: id } = context.req.valid('param')
    const { store } = worldOf(context, sandbox)
    if (!store.transaction(() => relyingParties.remove(store, relyingPartyKey(at, id))))
      throw new Refused(404, 'Not found', `there is no relying party '${id}' at ${at}`)
    return context.body(null, 204)
  })
}
