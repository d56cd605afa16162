import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import {
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
} from '../services/sds/domain/register/endpoints.js'
import { warningsOfEndpoint } from '../services/sds/domain/register/warnings.js'
import { fold } from '../world/fold.js'
import { contract, cpaId, endpointFields } from '../world/seed/kinds/directory-fields.js'
import {
  findMessageHandlingSystems,
  type MessageHandlingSystem,
  messageHandlingSystems,
} from '../world/tables/message-handling-system.js'
import type { World } from '../world/world.js'
import { Refused } from './refused.js'
import { changed, pathParameter, register } from './register.js'
import { jsonContent, problemContent } from './schemas.js'
import { EndpointView, endpointView, Warnings } from './sds-views.js'
import { worldOf } from './world-of.js'

const details = {
  cpaId: cpaId.optional(),
  addresses: endpointFields.addresses.optional(),
  fqdn: changed(endpointFields.fqdn),
  authenticated: changed(endpointFields.authenticated),
  protocol: changed(endpointFields.protocol),
  contract: contract.optional(),
  contractTemplate: changed(endpointFields.contractTemplate),
  product: changed(endpointFields.product),
}
const identity = {
  odsCode: endpointFields.odsCode,
  partyKey: endpointFields.partyKey,
  service: endpointFields.service,
  action: endpointFields.action,
}

const Draft = z
  .strictObject({ id: cpaId.optional(), ...identity, ...details })
  .openapi('EndpointDraft')
const Changes = z
  .strictObject({ ...z.object(identity).partial().shape, ...details })
  .openapi('EndpointChanges')
const Described = EndpointView.extend({ warnings: Warnings }).openapi('DescribedEndpoint')

const path = '/_sandbox/sds/endpoints'
const one = `${path}/{id}`
const params = z.object({ id: pathParameter('id') })
const text = z.string().min(1).max(400).optional()
const notFound = { 404: problemContent('No such endpoint') }
const invalid = {
  400: problemContent('Not a description of an endpoint'),
  409: problemContent('The name, the CPA id or the interaction of the party is taken'),
  422: problemContent('A member has the wrong form, or does not fit the others'),
}

const list = createRoute({
  method: 'get',
  path,
  request: { query: z.object({ odsCode: text, partyKey: text, interaction: text, cpaId: text }) },
  responses: { 200: jsonContent(z.array(EndpointView), 'Endpoints, as they were added') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(Described, 'The endpoint'), ...notFound },
})
const add = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(Draft, 'What is not given is made') } },
  responses: { 201: jsonContent(Described, 'The endpoint as it was added'), ...invalid },
})
const change = createRoute({
  method: 'patch',
  path: one,
  request: {
    params,
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes a member away') },
  },
  responses: { 200: jsonContent(Described, 'The endpoint now'), ...notFound, ...invalid },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params },
  responses: { 204: { description: 'Nobody finds it from now on' }, ...notFound },
})

const described = (world: World, entry: MessageHandlingSystem) => ({
  ...endpointView(entry),
  warnings: warningsOfEndpoint(world, entry),
})

/** Message handling systems of the directory (sds 3): what a party receives, and where. */
export function addSdsEndpointRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const { store } = worldOf(context, sandbox)
    return context.json(
      findMessageHandlingSystems(store, context.req.valid('query')).map(endpointView),
      200,
    )
  })
  api.openapi(show, (context) => {
    const world = worldOf(context, sandbox)
    const found = messageHandlingSystems.find(world.store, fold(context.req.valid('param').id))
    if (!found) throw new Refused(404, 'Not found', 'there is no endpoint of that name')
    return context.json(described(world, found), 200)
  })
  api.openapi(add, (context) => {
    const world = worldOf(context, sandbox)
    const draft = context.req.valid('json')
    return context.json(
      described(
        world,
        register(world, () => addEndpoint(world, draft)),
      ),
      201,
    )
  })
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const { id } = context.req.valid('param')
    const now = register(world, () => changeEndpoint(world, id, context.req.valid('json')))
    return context.json(described(world, now), 200)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    register(world, () => removeEndpoint(world, context.req.valid('param').id))
    return context.body(null, 204)
  })
}
