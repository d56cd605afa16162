import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { setPasBehaviour } from '../services/ers/domain/appointment/pas.js'
import { healthcareServices } from '../world/tables/healthcare-service.js'
import { Refused } from './refused.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const Pas = z
  .object({ behaviour: z.enum(['ACCEPTS', 'TIMES_OUT', 'ERRORS', 'REFUSES']) })
  .strict()
  .openapi('PasBehaviour')

const setPas = createRoute({
  method: 'put',
  path: '/_sandbox/services/{id}/pas',
  request: {
    params: z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) }),
    body: { required: true, ...jsonContent(Pas, "How the hospital's PAS answers for the service") },
  },
  responses: {
    204: { description: 'Bookings and cancellations at the service answer accordingly' },
    404: problemContent('No such service'),
  },
})

/** Trouble of the hospital's PAS at a service: no answer (504), an error (502), a refusal (422). */
export function addServiceRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(setPas, (context) => {
    const world = worldOf(context, sandbox)
    const { id } = context.req.valid('param')
    if (!healthcareServices.find(world.store, id))
      throw new Refused(404, 'Unknown service', `there is no service '${id.slice(0, 40)}'`)
    setPasBehaviour(world, id, context.req.valid('json').behaviour)
    return context.body(null, 204)
  })
}
