import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { aboutMessage } from '../../hl7v3/ebooking/about.js'
import { serviceName } from '../../hl7v3/interaction.js'
import type { Sandbox } from '../../server/sandbox.js'
import {
  HOP_ACKNOWLEDGEMENTS,
  hopAcknowledgement,
  setHopAcknowledgement,
} from '../../services/tms/async/hop-acknowledgement.js'
import { isoInstant } from '../../world/instant.js'
import {
  attemptsOf,
  type DeliveryAttempt,
  findSpineMessage,
  listSpineMessages,
  MESSAGE_STATES,
  type SpineMessage,
} from '../../world/tables/spine-message.js'
import { Refused } from '../refused.js'
import { pathParameter } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Attempt = z
  .object({
    number: z.number(),
    at: z.string(),
    outcome: z.string().openapi({ description: 'What came of it, in words' }),
    exchange: z.number().nullable().openapi({ description: 'Its number in the journal' }),
  })
  .openapi('DeliveryAttempt')

const About = z
  .object({
    answers: z.string().optional().openapi({
      description: 'HL7 id of the message that it answers; of an offer of slots, id of the poll',
    }),
    service: z.string().optional(),
    ubrns: z.array(z.string()),
    usrns: z.array(z.string()),
  })
  .openapi('EbookingMessage')

const MessageView = z
  .object({
    id: z.number(),
    messageId: z.string().openapi({ description: 'ebXML MessageId' }),
    hl7Id: z.string().nullable(),
    conversationId: z.string(),
    refToMessageId: z.string().nullable(),
    from: z.string().openapi({ description: 'Party key' }),
    to: z.string().openapi({ description: 'Party key' }),
    cpaId: z.string(),
    service: z.string(),
    action: z.string().openapi({ description: 'Interaction id, or the kind of a signal' }),
    pattern: z.string().openapi({ description: 'How it travels' }),
    state: z.enum(MESSAGE_STATES),
    reason: z.string().nullable().openapi({ description: 'What happened last, in words' }),
    accepted: z.string(),
    expires: z.string(),
    endpoint: z
      .string()
      .nullable()
      .openapi({ description: 'Where it is delivered; null where the sandbox itself takes it' }),
    exchange: z.number().nullable().openapi({ description: 'The exchange that brought it' }),
    attempts: z.array(Attempt),
    about: About.optional().openapi({ description: 'What a message of eBooking is about' }),
  })
  .openapi('SpineMessage')

const WholeMessage = MessageView.extend({
  contentType: z.string(),
  body: z.string().openapi({ description: 'The bytes as they came or left, as Latin-1 text' }),
}).openapi('WholeSpineMessage')

const Party = z
  .strictObject({
    hopAcknowledgement: z.enum(HOP_ACKNOWLEDGEMENTS).openapi({
      description: 'How the party hears that the Spine took a message to forward',
    }),
  })
  .openapi('MessagingParty')

const text = z.string().min(1).max(200).optional()
const list = createRoute({
  method: 'get',
  path: '/_sandbox/messages',
  request: {
    query: z.object({
      after: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
      state: z.enum(MESSAGE_STATES).optional(),
      conversation: text,
      party: text,
      action: text,
    }),
  },
  responses: { 200: jsonContent(z.array(MessageView), 'Messages of the Spine, oldest first') },
})
const show = createRoute({
  method: 'get',
  path: '/_sandbox/messages/{id}',
  request: {
    params: z.object({
      id: z.coerce
        .number()
        .int()
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
  },
  responses: {
    200: jsonContent(WholeMessage, 'The message with its bytes'),
    404: problemContent('No such message'),
  },
})
const party = '/_sandbox/parties/{partyKey}'
const params = z.object({ partyKey: pathParameter('partyKey') })
const readParty = createRoute({
  method: 'get',
  path: party,
  request: { params },
  responses: { 200: jsonContent(Party, 'How the Spine treats the party') },
})
const setParty = createRoute({
  method: 'put',
  path: party,
  request: { params, body: jsonContent(Party, 'How the Spine is to treat the party') },
  responses: {
    200: jsonContent(Party, 'How it treats it now'),
    400: problemContent('Not a way to treat a party'),
  },
})

/** Service of the messages between e-RS and hospitals. */
const EBS = serviceName('ebs')

const attemptView = ({ at, ...attempt }: DeliveryAttempt) => ({ ...attempt, at: isoInstant(at) })

const view = (message: SpineMessage, attempts: readonly DeliveryAttempt[]) => ({
  id: message.id,
  messageId: message.messageId,
  hl7Id: message.hl7Id,
  conversationId: message.conversationId,
  refToMessageId: message.refToMessageId,
  from: message.fromParty,
  to: message.toParty,
  cpaId: message.cpaId,
  service: message.service,
  action: message.action,
  pattern: message.pattern,
  state: message.state,
  reason: message.reason,
  accepted: isoInstant(message.accepted),
  expires: isoInstant(message.expires),
  endpoint: message.endpoint,
  exchange: message.exchange,
  attempts: attempts.map(attemptView),
  ...(message.service === EBS && {
    about: aboutMessage(Buffer.from(message.body).toString('latin1')),
  }),
})

/** The messages that the Spine took and sent, and how it treats their parties. */
export function addMessageRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const { store } = worldOf(context, sandbox)
    const { limit = 100, conversation, ...filter } = context.req.valid('query')
    const found = listSpineMessages(store, { ...filter, conversationId: conversation }, limit)
    return context.json(
      found.map((message) => view(message, attemptsOf(store, message.id))),
      200,
    )
  })
  api.openapi(show, (context) => {
    const { store } = worldOf(context, sandbox)
    const { id } = context.req.valid('param')
    const message = findSpineMessage(store, id)
    if (!message)
      throw new Refused(
        404,
        'No such message',
        `There is no message ${id}: GET /_sandbox/messages lists them.`,
      )
    const body = Buffer.from(message.body).toString('latin1')
    const { contentType } = message
    return context.json({ ...view(message, attemptsOf(store, id)), contentType, body }, 200)
  })
  api.openapi(readParty, (context) => {
    const { partyKey } = context.req.valid('param')
    const world = worldOf(context, sandbox)
    return context.json({ hopAcknowledgement: hopAcknowledgement(world, partyKey) }, 200)
  })
  api.openapi(setParty, (context) => {
    const { partyKey } = context.req.valid('param')
    const world = worldOf(context, sandbox)
    const wanted = context.req.valid('json')
    world.store.transaction(() => setHopAcknowledgement(world, partyKey, wanted.hopAcknowledgement))
    return context.json(wanted, 200)
  })
}
