import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { FAMILIES, type FamilyName } from '../../hl7v3/ebooking/families.js'
import { REJECTION } from '../../hl7v3/ebooking/vocabularies/rejection-reason.js'
import { BEHAVIOUR_KINDS, BEHAVIOURS, behaviourOf } from '../../robots/pas/behaviours.js'
import { findRobot } from '../../robots/pas/robots.js'
import type { Sandbox } from '../../server/sandbox.js'
import { given } from '../../world/given.js'
import { healthcareServices } from '../../world/tables/healthcare-service.js'
import { listPasOrders, type PasOrder, pasOrders } from '../../world/tables/pas-order.js'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'
import { pathParameter } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const enumOf = <Name extends string>(names: readonly Name[]) =>
  z.enum(names as readonly [Name, ...Name[]])

/** Kinds of messages that hospitals are sent. */
const MESSAGES = (Object.keys(FAMILIES) as FamilyName[]).filter(
  (name) => FAMILIES[name].to === 'PAS' || FAMILIES[name].to === 'either',
)

const NewOrder = z
  .object({
    asid: z.string().optional(),
    serviceId: z.string().optional(),
    message: enumOf(MESSAGES).optional(),
    times: z.number().int().min(1).max(1_000_000).optional(),
    behaviour: z
      .object({
        kind: enumOf(BEHAVIOUR_KINDS),
        seconds: z.number().int().min(0).max(604_800).optional(),
        reason: enumOf(REJECTION.codes).optional(),
        text: z.string().min(1).max(200).optional(),
        code: z
          .string()
          .regex(/^\w{1,60}$/)
          .optional(),
      })
      .strict(),
  })
  .strict()
  .openapi('NewPasOrder')

const OrderView = NewOrder.extend({ id: z.string() }).openapi('PasOrder')

const PATH = '/_sandbox/robots/pas/orders'

const list = createRoute({
  method: 'get',
  path: PATH,
  responses: { 200: jsonContent(z.array(OrderView), 'What hospitals are told to do otherwise') },
})

const make = createRoute({
  method: 'post',
  path: PATH,
  request: { body: { required: true, ...jsonContent(NewOrder, 'At which messages, and what') } },
  responses: {
    201: jsonContent(OrderView, 'The order'),
    422: problemContent('No such hospital or service, or the behaviour does not heed a member'),
  },
})

const clear = createRoute({
  method: 'delete',
  path: PATH,
  responses: { 204: { description: 'Hospitals behave as usual' } },
})

const remove = createRoute({
  method: 'delete',
  path: `${PATH}/{id}`,
  request: { params: z.object({ id: pathParameter('id') }) },
  responses: {
    204: { description: 'The order is taken back' },
    404: problemContent('No such order'),
  },
})

const kinds = createRoute({
  method: 'get',
  path: '/_sandbox/robots/pas/behaviours',
  responses: {
    200: jsonContent(
      z.record(z.string(), z.object({ does: z.string(), heeds: z.array(z.string()) })),
      'What hospitals can be told, and which members each behaviour heeds',
    ),
  },
})

/** Refuses an order that could never hold, or that says what its behaviour does not heed. */
function check(world: World, { asid, serviceId, behaviour }: Omit<PasOrder, 'id'>): void {
  const refuse = (detail: string): never => {
    throw new Refused(422, 'Invalid order', detail)
  }
  if (asid !== undefined && !findRobot(world, asid))
    refuse(`there is no simulated hospital '${asid}'`)
  if (serviceId !== undefined && !healthcareServices.find(world.store, serviceId))
    refuse(`there is no service '${serviceId}'`)
  const { kind, ...said } = behaviour
  const heeds: readonly string[] = behaviourOf(kind)?.heeds ?? []
  const idle = Object.keys(said).find((name) => !heeds.includes(name))
  if (idle !== undefined) refuse(`${kind} does not heed '${idle}'`)
}

/** What simulated hospitals are told to do otherwise. */
export function addPasOrderRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(kinds, (context) =>
    context.json(
      Object.fromEntries(
        BEHAVIOUR_KINDS.map((kind) => {
          const { title, heeds } = BEHAVIOURS[kind]
          return [kind, { does: title, heeds: [...heeds] }]
        }),
      ),
      200,
    ),
  )
  api.openapi(list, (context) =>
    context.json(listPasOrders(worldOf(context, sandbox).store) as never, 200),
  )
  api.openapi(make, (context) => {
    const world = worldOf(context, sandbox)
    const { behaviour, ...where } = context.req.valid('json')
    const said = { ...given(where), behaviour: given(behaviour) } as Omit<PasOrder, 'id'>
    check(world, said)
    const order = { ...said, id: String(world.ids.next('pas-order')) }
    world.store.transaction(() => pasOrders.save(world.store, order))
    return context.json(order as never, 201)
  })
  api.openapi(clear, (context) => {
    const { store } = worldOf(context, sandbox)
    store.transaction(() => {
      for (const { id } of listPasOrders(store)) pasOrders.remove(store, id)
    })
    return context.body(null, 204)
  })
  api.openapi(remove, (context) => {
    const { id } = context.req.valid('param')
    const { store } = worldOf(context, sandbox)
    if (!store.transaction(() => pasOrders.remove(store, id)))
      throw new Refused(404, 'Unknown order', `there is no order '${id}'`)
    return context.body(null, 204)
  })
}
