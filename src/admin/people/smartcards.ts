import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { insertCard } from '../../services/auth/smartcard/insert-card.js'
import { liveSessionsOf, removeCard } from '../../services/auth/smartcard/session.js'
import { setSessionTimes } from '../../services/auth/smartcard/session-times.js'
import { given } from '../../world/given.js'
import { isoInstant } from '../../world/instant.js'
import type { SmartcardSession } from '../../world/tables/smartcard-session.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const UserId = z.string().regex(/^\d{12}$/, 'an SDS user id has 12 digits')
const Minutes = z.int().min(1).max(525_600)

const NewTicket = z
  .object({
    userId: UserId,
    roleId: UserId.optional(),
    organisation: z.string().optional().openapi({ description: 'The first role profile there' }),
  })
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

const Times = z
  .object({ maximumMinutes: Minutes, idleMinutes: Minutes })
  .strict()
  .openapi('SmartcardTimes')

const ofCard = {
  params: z.object({ userId: UserId.openapi({ param: { name: 'userId', in: 'path' } }) }),
}

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

const look = createRoute({
  method: 'get',
  path: '/_sandbox/smartcards/{userId}/tickets',
  request: ofCard,
  responses: { 200: jsonContent(z.array(TicketView), 'The tickets of the live sessions') },
})

const remove = createRoute({
  method: 'delete',
  path: '/_sandbox/smartcards/{userId}',
  request: ofCard,
  responses: { 204: { description: 'The sessions of the card have ended' } },
})

const setTimes = createRoute({
  method: 'put',
  path: '/_sandbox/smartcards/times',
  request: { body: { required: true, ...jsonContent(Times, 'How long sessions live') } },
  responses: { 204: { description: 'Sessions opened from now on live so long' } },
})

const REFUSALS = {
  UNKNOWN_PERSON: { status: 404, title: 'Unknown person' },
  UNKNOWN_ROLE: { status: 422, title: 'Unknown role' },
} as const

const view = ({ ticket, userId, roleId, expires }: SmartcardSession) => ({
  ticket,
  userId,
  ...given({ roleId }),
  expires: isoInstant(expires),
})

/** Cards put in and taken out, as an Identity Agent would tell the broker (auth 8.2). */
export function addSmartcardRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(insert, (context) => {
    const session = insertCard(worldOf(context, sandbox), context.req.valid('json'))
    if ('problem' in session) {
      const { status, title } = REFUSALS[session.problem]
      throw new Refused(status, title, session.words)
    }
    return context.json(view(session), 201)
  })
  api.openapi(look, (context) => {
    const { userId } = context.req.valid('param')
    return context.json(liveSessionsOf(worldOf(context, sandbox), userId).map(view), 200)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    const { userId } = context.req.valid('param')
    world.store.transaction(() => removeCard(world, userId))
    return context.body(null, 204)
  })
  api.openapi(setTimes, (context) => {
    setSessionTimes(worldOf(context, sandbox), context.req.valid('json'))
    return context.body(null, 204)
  })
}
