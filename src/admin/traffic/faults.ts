import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { LDAP_FACE } from '../../services/sds/ldap/service.js'
import { DELIVERY_FACE } from '../../services/tms/async/delivery-trouble.js'
import { given } from '../../world/given.js'
import { isoInstant } from '../../world/instant.js'
import { type Fault, faults, listFaults } from '../../world/tables/fault.js'
import { Refused } from '../refused.js'
import { jsonContent, Moment, momentOf, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { checkFault, type Struck } from './check-fault.js'

const milliseconds = z.number().int().min(0).max(600_000)

const Effect = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('DELAY'), milliseconds, upTo: milliseconds.optional() }).strict(),
    z.object({ kind: z.literal('FAIL'), failure: z.string().min(1).max(60) }).strict(),
    z
      .object({
        kind: z.literal('ANSWER'),
        status: z.number().int().min(200).max(599),
        headers: z.record(z.string().regex(/^[\w-]{1,60}$/), z.string().max(2000)).optional(),
        body: z.string().max(100_000).optional(),
      })
      .strict(),
    z.object({ kind: z.literal('DROP') }).strict(),
    z.object({ kind: z.literal('LOSE_ANSWER') }).strict(),
    z.object({ kind: z.literal('SLOW_BODY'), milliseconds }).strict(),
    z.object({ kind: z.literal('CUT_BODY') }).strict(),
    z.object({ kind: z.literal('DUPLICATE') }).strict(),
  ])
  .openapi('Effect')

const count = z.number().int().min(1).max(1_000_000)

const NewFault = z
  .object({
    service: z.string().min(1).max(60).optional(),
    operation: z.string().min(1).max(200).optional(),
    party: z.string().min(1).max(60).optional().openapi({
      description: 'Party key: only messages that are delivered to it',
    }),
    nth: count.optional(),
    probability: z.number().min(0).max(1).optional(),
    times: count.optional(),
    until: Moment.optional(),
    effect: Effect,
  })
  .strict()
  .openapi('NewFault')

const FaultView = NewFault.extend({ id: z.string(), seen: z.number(), struck: z.number() }).openapi(
  'Fault',
)

const FailuresView = z.record(z.string(), z.array(z.string())).openapi('Failures')

const list = createRoute({
  method: 'get',
  path: '/_sandbox/faults',
  responses: { 200: jsonContent(z.array(FaultView), 'The faults of the world') },
})

const make = createRoute({
  method: 'post',
  path: '/_sandbox/faults',
  request: { body: { required: true, ...jsonContent(NewFault, 'Where, when and what') } },
  responses: {
    201: jsonContent(FaultView, 'The fault as it is from now on'),
    422: problemContent('No such service, operation or failure'),
  },
})

const clear = createRoute({
  method: 'delete',
  path: '/_sandbox/faults',
  responses: { 204: { description: 'The world has no faults' } },
})

const Id = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) })

const remove = createRoute({
  method: 'delete',
  path: '/_sandbox/faults/{id}',
  request: { params: Id },
  responses: {
    204: { description: 'The fault is mended' },
    404: problemContent('No such fault'),
  },
})

const failures = createRoute({
  method: 'get',
  path: '/_sandbox/failures',
  responses: {
    200: jsonContent(FailuresView, 'Failures that a fault can ask for, by service'),
  },
})

const view = ({ until, ...fault }: Fault) => ({
  ...fault,
  ...given({ until: until === undefined ? undefined : isoInstant(until) }),
})

/** What faults can strike: the services, the directory over LDAP, and what the Spine delivers. */
const struckBy = (sandbox: Sandbox): readonly Struck[] => [
  ...sandbox.services,
  LDAP_FACE,
  DELIVERY_FACE,
]

/** Trouble on purpose: faults of a world, and the failures that its services document. */
export function addFaultRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) =>
    context.json(listFaults(worldOf(context, sandbox).store).map(view) as never, 200),
  )
  api.openapi(make, (context) => {
    const { until, ...said } = context.req.valid('json')
    checkFault(struckBy(sandbox), said)
    const { store, ids } = worldOf(context, sandbox)
    const fault = store.transaction(() => {
      const made = {
        ...given(said),
        ...given({ until: until === undefined ? undefined : momentOf(until) }),
        id: String(ids.next('fault')),
        seen: 0,
        struck: 0,
      } as Fault
      faults.save(store, made)
      return made
    })
    return context.json(view(fault) as never, 201)
  })
  api.openapi(clear, (context) => {
    const { store } = worldOf(context, sandbox)
    store.transaction(() => {
      for (const { id } of listFaults(store)) faults.remove(store, id)
    })
    return context.body(null, 204)
  })
  api.openapi(remove, (context) => {
    const { id } = context.req.valid('param')
    const { store } = worldOf(context, sandbox)
    if (!store.transaction(() => faults.remove(store, id)))
      throw new Refused(404, 'Unknown fault', `there is no fault '${id}'`)
    return context.body(null, 204)
  })
  api.openapi(failures, (context) =>
    context.json(
      Object.fromEntries(
        [...sandbox.services, LDAP_FACE].map(({ id, failures = {} }) => [
          id,
          Object.keys(failures),
        ]),
      ),
      200,
    ),
  )
}
