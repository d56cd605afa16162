import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { openSmartcardSession, removeCard } from '../services/auth/smartcard/session.js'
import { given } from '../world/given.js'
import { isoInstant } from '../world/instant.js'
import { findActivePractitioner } from '../world/tables/practitioner.js'
import { Refused } from './refused.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const UserId = z.string().regex(/^\d{12}$/, 'an SDS user id has 12 digits')

const NewTicket = z
  .object({ userId: UserId, roleId: UserId.optional() })
  .strict()
  .openapi('NewTicket')

const TicketView = z
  .object({
    ticket: z.string(),
    userId: z.string(),
    roleId: z.string().optional(),
    expires: z.string(),
  })
  .openapi('Ticket')

const insert = createRoute({
  method: 'post',
  path: '/_sandbox/smartcards/tickets',
  request: { body: { required: true, ...jsonContent(NewTicket, 'Whose card, in which role') } },
  responses: {
    201: jsonContent(TicketView, 'The ticket of a new session of the card'),
    404: problemContent('No such person'),
    422: problemContent('Not a role of this person'),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/_sandbox/smartcards/{userId}',
  request: {
    params: z.object({ userId: UserId.openapi({ param: { name: 'userId', in: 'path' } }) }),
  },
  responses: { 204: { description: 'The sessions of the card have ended' } },
})

/** Cards put in and taken out, as an Identity Agent would tell the broker (auth 8.2). */
export function addSmartcardRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(insert, (context) => {
    const { userId, roleId } = context.req.valid('json')
    const world = worldOf(context, sandbox)
    const person = findActivePractitioner(world.store, userId)
    if (!person) throw new Refused(404, 'Unknown person', `there is no active person '${userId}'`)
    const roles = person.roles.map((role) => role.roleId)
    if (roleId !== undefined && !roles.includes(roleId))
      throw new Refused(
        422,
        'Unknown role',
        `'${roleId}' is no role profile of '${userId}'; these are: ${roles.join(', ')}`,
      )
    const session = world.store.transaction(() =>
      openSmartcardSession(world, person, { address: '127.0.0.1', ...given({ roleId }) }),
    )
    const { ticket, expires } = session
    const view = { ticket, userId, ...given({ roleId: session.roleId }) }
    return context.json({ ...view, expires: isoInstant(expires) }, 201)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    const { userId } = context.req.valid('param')
    world.store.transaction(() => removeCard(world, userId))
    return context.body(null, 204)
  })
}
