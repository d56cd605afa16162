import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { setPasBehaviour } from '../../services/ers/domain/appointment/pas.js'
import { connect, disconnect, releaseOf } from '../../services/ers/domain/pas/connection.js'
import { pollService } from '../../services/ers/domain/pas/poll.js'
import { given } from '../../world/given.js'
import { isoInstant } from '../../world/instant.js'
import { findAccreditedSystem } from '../../world/tables/accredited-system.js'
import {
  type HealthcareService,
  healthcareServices,
  isConnected,
  type PasConnection,
} from '../../world/tables/healthcare-service.js'
import { pollsOfService, type SlotPoll } from '../../world/tables/slot-poll.js'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Behaviour = z
  .object({ behaviour: z.enum(['ACCEPTS', 'TIMES_OUT', 'ERRORS', 'REFUSES']) })
  .strict()
  .openapi('PasBehaviour')

const Connection = z
  .object({
    asid: z.string().regex(/^\d{12}$/, 'an ASID has 12 digits'),
    release: z.enum(['3.1.09', '2.3']).optional(),
    pollingDays: z.number().int().min(1).max(183).optional(),
    pollingInterval: z.number().int().min(1).max(1440).optional(),
  })
  .strict()
  .openapi('PasConnection')

const Id = z.object({
  id: z
    .string()
    .min(1)
    .max(40)
    .openapi({ param: { name: 'id', in: 'path' } }),
})

const setPas = createRoute({
  method: 'put',
  path: '/_sandbox/services/{id}/pas',
  request: {
    params: Id,
    body: {
      required: true,
      ...jsonContent(
        z.union([Behaviour, Connection]),
        'How the sandbox answers as the PAS of the service, or the system that is its PAS',
      ),
    },
  },
  responses: {
    204: { description: 'Bookings and cancellations at the service are answered accordingly' },
    404: problemContent('No such service'),
    409: problemContent('The service is connected to a PAS, which answers for itself'),
    422: problemContent('The directory has no such system, or it is no PAS of the release'),
  },
})

const removePas = createRoute({
  method: 'delete',
  path: '/_sandbox/services/{id}/pas',
  request: { params: Id },
  responses: {
    204: { description: 'The sandbox answers as the PAS of the service itself' },
    404: problemContent('No such service'),
  },
})

const PollView = z
  .object({
    id: z.string(),
    messageId: z.string(),
    asid: z.string(),
    from: z.string(),
    to: z.string(),
    sent: z.string(),
    state: z.string(),
    trouble: z.string().optional(),
    slots: z.number().optional(),
  })
  .openapi('SlotPoll')

const listPolls = createRoute({
  method: 'get',
  path: '/_sandbox/services/{id}/polls',
  request: { params: Id },
  responses: {
    200: jsonContent(z.array(PollView), 'Polls of the service, newest first'),
    404: problemContent('No such service'),
  },
})

const poll = createRoute({
  method: 'post',
  path: '/_sandbox/services/{id}/polls',
  request: { params: Id },
  responses: {
    201: jsonContent(PollView, 'The PAS has been asked for its slots'),
    404: problemContent('No such service'),
    409: problemContent('The service is not connected to a PAS'),
  },
})

const pollView = ({ serviceId: _serviceId, from, to, sent, ...rest }: SlotPoll) => ({
  ...rest,
  from: isoInstant(from),
  to: isoInstant(to),
  sent: isoInstant(sent),
})

function find(world: World, id: string): HealthcareService {
  const service = healthcareServices.find(world.store, id)
  if (!service) throw new Refused(404, 'Unknown service', `there is no service '${id}'`)
  return service
}

const EBOOKING = 'urn:nhs:names:services:ebs:'

/** A connection that can work: the directory knows the system as a partner in eBooking. */
function checkConnection(world: World, { asid }: PasConnection): void {
  const system = findAccreditedSystem(world.store, asid)
  if (!system) throw new Refused(422, 'Unknown system', `the directory has no system '${asid}'`)
  if (!system.interactions.some((one) => one.startsWith(EBOOKING)))
    throw new Refused(
      422,
      'No PAS',
      `system '${asid}' is registered for no interaction of ${EBOOKING.slice(0, -1)}`,
    )
}

function setBehaviour(
  world: World,
  service: HealthcareService,
  behaviour: z.infer<typeof Behaviour>['behaviour'],
): void {
  if (isConnected(service))
    throw new Refused(
      409,
      'Connected',
      `service '${service.id}' is connected to PAS '${service.pas.asid}' (${releaseOf(world, service.pas)}); DELETE the connection first`,
    )
  setPasBehaviour(world, service.id, behaviour)
}

/** The PAS of a service: a system that is asked by message, or the sandbox itself and its troubles. */
export function addServiceRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(setPas, (context) => {
    const world = worldOf(context, sandbox)
    const service = find(world, context.req.valid('param').id)
    const said = context.req.valid('json')
    if ('behaviour' in said) setBehaviour(world, service, said.behaviour)
    else {
      const { asid, ...more } = said
      const connection: PasConnection = { asid, ...given(more) }
      checkConnection(world, connection)
      connect(world, service, connection)
    }
    return context.body(null, 204)
  })
  api.openapi(removePas, (context) => {
    const world = worldOf(context, sandbox)
    disconnect(world, find(world, context.req.valid('param').id))
    return context.body(null, 204)
  })
  api.openapi(listPolls, (context) => {
    const world = worldOf(context, sandbox)
    const { id } = find(world, context.req.valid('param').id)
    return context.json(pollsOfService(world.store, id, 50).map(pollView), 200)
  })
  api.openapi(poll, (context) => {
    const world = worldOf(context, sandbox)
    const service = find(world, context.req.valid('param').id)
    if (!isConnected(service))
      throw new Refused(409, 'Not connected', `service '${service.id}' has no PAS to ask`)
    return context.json(pollView(world.store.transaction(() => pollService(world, service))), 201)
  })
}
