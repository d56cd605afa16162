import type { Interaction } from '../../../hl7v3/interaction.js'
import { empty, text } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { World } from '../../../world/world.js'
import type { TmsContext } from '../context.js'
import { faultAnswer, interactionOf, oneExchange } from '../fault-answer.js'
import { acceptMessage } from './accept.js'
import { Courier } from './courier.js'
import { MESSAGE_NAME } from './delivery-trouble.js'
import { createFailures } from './failures.js'
import { DELIVER, POSTPONED, PROCESS } from './outbox.js'
import { ASYNC_PATHS, type AsyncPath } from './paths.js'
import { processMessage } from './process-message.js'

const PATHS = Object.keys(ASYNC_PATHS) as readonly AsyncPath[]

const isAsynchronous = ({ pattern }: Interaction): boolean => pattern !== 'synchronous'

const TITLES = {
  express: 'Take a query to be answered later',
  reliable: 'Take a message for the Spine',
  forward: 'Take a message or signal for another party',
} as const

const endpoint = (path: AsyncPath, context: TmsContext): Endpoint => ({
  method: 'POST',
  path,
  operation: path.slice('/reliablemessaging/'.length),
  operationOf: interactionOf,
  title: TITLES[ASYNC_PATHS[path]],
  bodyLimit: LARGEST,
  handle: (exchange) => acceptMessage(exchange, context, path),
})

/** Largest ebXML message, in bytes (tms 3.3). */
const LARGEST = 5_242_880

/** The messaging service of the Spine (tms 4): ebXML in, and out to whom the directory names. */
export function createMessagingService(context: TmsContext): Service {
  const courier = new Courier(context)
  return {
    id: 'tms-messaging',
    title: 'TMS messaging',
    prefixes: ['/reliablemessaging'],
    endpoints: PATHS.map((path) => endpoint(path, context)),
    interactions: context.registry.named(isAsynchronous),
    operations: MESSAGE_NAME,
    opened(world: World): void {
      world.scheduler.handle(DELIVER, ({ key, payload }) =>
        courier.deliver(world, Number(key), payload === POSTPONED),
      )
      world.scheduler.handle(PROCESS, ({ key }) => processMessage(world, context, Number(key)))
    },
    notFound: (_exchange, allowed) =>
      allowed.length > 0
        ? text(405, 'Method not allowed\n', undefined, { Allow: allowed.join(', ') })
        : text(404, 'Not found\n'),
    tooLarge: () => empty(413),
    failed: () => faultAnswer({ code: 200, location: 'Not Supported' }),
    failures: createFailures(context),
    finish: (_exchange, answer) => oneExchange(answer),
  }
}
