import { type Answer, empty, type Headers } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'

/** CORS headers of the identity service (auth 3.2); none without an `Origin`. */
export function corsHeaders({ request }: Exchange): Headers {
  const origin = request.header('origin')
  if (!origin) return {}
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers': 'origin, x-requested-with, accept, content-type, authorization',
    'Access-Control-Max-Age': '600',
    'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE',
  }
}

export const isPreflight = ({ request }: Exchange): boolean =>
  request.method === 'OPTIONS' &&
  !!request.header('origin') &&
  !!request.header('access-control-request-method')

/** The answer to a preflight, on whatever path (auth 3.2 row 12). */
export const preflightAnswer = (exchange: Exchange): Answer => empty(200, corsHeaders(exchange))
