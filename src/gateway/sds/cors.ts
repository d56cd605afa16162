import { type Answer, empty } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'

/** The answer to a browser's preflight; undefined for every other request, a plain OPTIONS included (sds 1.1). */
export function preflightAnswer({ request }: Exchange): Answer | undefined {
  const origin = request.header('origin')
  if (request.method !== 'OPTIONS' || !origin) return undefined
  if (!request.header('access-control-request-method')) return undefined
  return empty(200, {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers': 'origin, x-requested-with, accept, content-type, if-match',
    'Access-Control-Max-Age': '3628800',
    'Access-Control-Allow-Methods': 'GET, PUT, POST, PATCH, DELETE',
  })
}
