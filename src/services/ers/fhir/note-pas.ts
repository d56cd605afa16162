import type { Exchange } from '../../../http/exchange.js'
import type { PasRequest } from '../../../world/tables/pas-request.js'

/** How a request ended, for the developer of a hospital's system. */
const ENDS: Readonly<Record<PasRequest['state'], (request: PasRequest) => string>> = {
  WAITING: () => 'is still waiting',
  CONFIRMED: () => 'was confirmed',
  REJECTED: ({ rejection }) =>
    `was rejected with reason ${[rejection?.code, rejection?.text].filter(Boolean).join(' ')}`,
  ERROR: () => 'was answered with an error',
  TIMED_OUT: () => 'was not answered in time',
  FAILED: () => 'could not be delivered',
}

const NAMES = { BOOK: 'to book', CANCEL: 'to cancel' } as const

/** Tells what the bare 502 or 504 does not: how the hospital's system came not to do as it was asked. */
export function notePas(exchange: Exchange, request: PasRequest): void {
  if (request.state === 'CONFIRMED') return
  const { id, kind, asid, usrn, trouble } = request
  const what = `The request ${NAMES[kind]} slot ${usrn} (message ${id}, to system '${asid}')`
  const why = trouble === undefined ? '' : ` ${trouble}`
  exchange.find(
    `ers.pas-${request.state.toLowerCase().replace('_', '-')}`,
    `${what} ${ENDS[request.state](request)}.${why}`,
    'ers-hl7v3-mim 8.2, 8.3',
  )
}
