import type { Exchange } from '../../http/exchange.js'

const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/

/** True if the caller named a correlation id that is none. An empty header counts as none named (sds 1.2). */
export const isCorrelationIdBad = ({ request }: Exchange): boolean => {
  const sent = request.header('x-correlation-id')
  return !!sent && !UUID.test(sent)
}

/** The correlation id of an answer: the caller's, or a fresh one in capitals (sds 1.2). */
export function correlationIdOf({ request, world }: Exchange): string {
  const sent = request.header('x-correlation-id')
  return sent && UUID.test(sent) ? sent : world.ids.uuid().toUpperCase()
}
