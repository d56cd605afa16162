import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { PRESET_NAMES } from '../../services/sds/domain/register/presets.js'
import {
  deregisterSystem,
  describeSystem,
  type RegisteredSystem,
  registerSystem,
} from '../../services/sds/domain/register/register-system.js'
import { changeSystem } from '../../services/sds/domain/register/systems.js'
import { type Registered, registered } from '../../world/registered.js'
import { address, systemFields } from '../../world/seed/kinds/directory-fields.js'
import { asid } from '../../world/seed/values.js'
import {
  type AccreditedSystem,
  findAccreditedSystem,
  findAccreditedSystems,
} from '../../world/tables/accredited-system.js'
import { addCollection } from '../collection.js'
import { changed, pathParameter, register } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { DescribedSystem, endpointView, SystemView, systemView } from './sds-views.js'

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

/** What was registered without what describes it, which is read when it is shown. */
const onlySystem = (done: Registered<RegisteredSystem>): Registered<AccreditedSystem> =>
  done.ok ? registered(done.record.system) : done

/** Accredited systems of the directory (sds 3): registered, changed and removed. */
export function addSdsSystemRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addCollection(api, sandbox, {
    path,
    key: 'asid',
    texts: {
      one: 'a system',
      list: 'Accredited systems, as they were added',
      shown: 'The system and what it receives',
      draft: 'What is not given is made',
      added: 'The system and what it receives, as registered',
      changed: 'The system now',
      taken: 'The ASID, a CPA id or an interaction of the party is taken',
      unfit: 'A member has the wrong form, or does not fit the others',
    },
    draft: Draft,
    changes: Changes,
    view: DescribedSystem,
    row: SystemView,
    query: z.object({ odsCode: text, partyKey: text, interaction: text }),
    list: ({ store }, query) => findAccreditedSystems(store, query).map(systemView),
    find: ({ store }, known) => findAccreditedSystem(store, known),
    show: (system, world) => view(describeSystem(world, system)),
    add: (world, registration) => onlySystem(registerSystem(world, registration)),
    change: changeSystem,
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    const keep = context.req.valid('query').endpoints === 'keep'
    const { asid: known } = context.req.valid('param')
    return context.json(view(register(world, () => deregisterSystem(world, known, keep))), 200)
  })
}
