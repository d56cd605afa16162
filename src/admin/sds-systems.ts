import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { PRESET_NAMES } from '../services/sds/domain/register/presets.js'
import {
  deregisterSystem,
  describeSystem,
  type RegisteredSystem,
  registerSystem,
} from '../services/sds/domain/register/register-system.js'
import { changeSystem } from '../services/sds/domain/register/systems.js'
import { address, systemFields } from '../world/seed/kinds/directory-fields.js'
import { asid } from '../world/seed/values.js'
import { findAccreditedSystem, findAccreditedSystems } from '../world/tables/accredited-system.js'
import { Refused } from './refused.js'
import { changed, pathParameter, register } from './register.js'
import { jsonContent, problemContent } from './schemas.js'
import { DescribedSystem, endpointView, SystemView, systemView } from './sds-views.js'
import { worldOf } from './world-of.js'

const interactions = z.array(z.string().min(1).max(400)).openapi({
  description: 'in full, or short for a service of the Spine: ebs:PRSC_IN080000UK07',
})

const Draft = z
  .strictObject({
    asid: asid.optional(),
    odsCode: systemFields.odsCode,
    clients: systemFields.clients.optional(),
    partyKey: systemFields.partyKey.optional(),
    preset: z.enum(PRESET_NAMES).optional().openapi({
      description: 'what systems of a kind usually use, beside interactions',
    }),
    interactions: interactions.optional(),
    address: address.optional().openapi({ description: 'where it receives messages' }),
    receives: interactions.optional(),
    manufacturer: changed(systemFields.manufacturer),
    accessControl: changed(systemFields.accessControl),
    product: changed(systemFields.product),
    description: changed(systemFields.description),
  })
  .openapi('SystemRegistration')

const Changes = z
  .strictObject({
    odsCode: systemFields.odsCode.optional(),
    clients: systemFields.clients.optional(),
    partyKey: systemFields.partyKey.optional(),
    interactions: systemFields.interactions.optional(),
    manufacturer: changed(systemFields.manufacturer),
    accessControl: changed(systemFields.accessControl),
    product: changed(systemFields.product),
    description: changed(systemFields.description),
  })
  .openapi('SystemChanges')

const path = '/_sandbox/sds/systems'
const one = `${path}/{asid}`
const params = z.object({ asid: pathParameter('asid') })
const text = z.string().min(1).max(400).optional()
const notFound = { 404: problemContent('No such system') }
const invalid = {
  400: problemContent('Not a description of a system'),
  422: problemContent('A member has the wrong form, or does not fit the others'),
}

const list = createRoute({
  method: 'get',
  path,
  request: { query: z.object({ odsCode: text, partyKey: text, interaction: text }) },
  responses: { 200: jsonContent(z.array(SystemView), 'Accredited systems, as they were added') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(DescribedSystem, 'The system and what it receives'), ...notFound },
})
const add = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(Draft, 'What is not given is made') } },
  responses: {
    201: jsonContent(DescribedSystem, 'The system and what it receives, as registered'),
    ...invalid,
    409: problemContent('The ASID, a CPA id or an interaction of the party is taken'),
  },
})
const change = createRoute({
  method: 'patch',
  path: one,
  request: {
    params,
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes a member away') },
  },
  responses: { 200: jsonContent(DescribedSystem, 'The system now'), ...notFound, ...invalid },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params, query: z.object({ endpoints: z.enum(['remove', 'keep']).optional() }) },
  responses: {
    200: jsonContent(DescribedSystem, 'What was removed'),
    ...notFound,
    400: problemContent('Endpoints are removed or kept'),
  },
})

const view = ({ system, endpoints, warnings }: RegisteredSystem) => ({
  system: systemView(system),
  endpoints: endpoints.map(endpointView),
  warnings: [...warnings],
})

/** Accredited systems of the directory (sds 3): registered, changed and removed; it shows at once. */
export function addSdsSystemRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const { store } = worldOf(context, sandbox)
    return context.json(
      findAccreditedSystems(store, context.req.valid('query')).map(systemView),
      200,
    )
  })
  api.openapi(show, (context) => {
    const world = worldOf(context, sandbox)
    const found = findAccreditedSystem(world.store, context.req.valid('param').asid)
    if (!found) throw new Refused(404, 'Not found', 'there is no accredited system of that ASID')
    return context.json(view(describeSystem(world, found)), 200)
  })
  api.openapi(add, (context) => {
    const world = worldOf(context, sandbox)
    const registration = context.req.valid('json')
    return context.json(view(register(world, () => registerSystem(world, registration))), 201)
  })
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const { asid: known } = context.req.valid('param')
    const now = register(world, () => changeSystem(world, known, context.req.valid('json')))
    return context.json(view(describeSystem(world, now)), 200)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    const keep = context.req.valid('query').endpoints === 'keep'
    const { asid: known } = context.req.valid('param')
    return context.json(view(register(world, () => deregisterSystem(world, known, keep))), 200)
  })
}
