import type { IncomingMessage } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'

/** Closes the connection of a request without an answer. */
export function hangUp(context: Context): Response {
  const { incoming } = (context.env ?? {}) as { readonly incoming?: IncomingMessage }
  if (!incoming) return Response.error()
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
