import type { Exchange } from '../http/exchange.js'
import { maskText } from '../journal/mask.js'

export type LogStyle = 'pretty' | 'json' | 'silent'

/** Writes lines; `stdout` of the process unless a test gives another. */
export type Write = (line: string) => void

const who = ({ caller }: Exchange): string =>
  caller
    ? [caller.userId ?? caller.clientId.slice(0, 8), caller.businessFunction, caller.organisation]
        .filter(Boolean)
        .join(' ')
    : '-'

function prettyLines(exchange: Exchange, mask: boolean): string[] {
  const { request, answer, operation, world, duration, findings } = exchange
  const target = request.search ? `${request.path}?${request.search}` : request.path
  const line = [
    new Date(exchange.started).toISOString().slice(11, 23),
    answer?.status ?? '---',
    request.method.padEnd(5),
    mask ? maskText(target) : target,
    operation || '-',
    `${duration.toFixed(1)}ms`,
    world.name,
    who(exchange),
  ].join('  ')
  return [line, ...findings.map(({ message, source }) => `    ! ${message} (${source})`)]
}

function jsonLine(exchange: Exchange, mask: boolean): string {
  const { request, answer, operation, service, world, duration, findings, caller } = exchange
  const target = request.search ? `${request.path}?${request.search}` : request.path
  return JSON.stringify({
    at: new Date(exchange.started).toISOString(),
    exchange: exchange.id,
    world: world.name,
    service,
    operation,
    method: request.method,
    path: mask ? maskText(target) : target,
    status: answer?.status,
    milliseconds: Number(duration.toFixed(2)),
    caller,
    findings,
  })
}

/** A line an exchange, with what the client should mend; nothing when silent. */
export function exchangeLog(
  style: LogStyle,
  mask: boolean,
  write: Write,
): ((exchange: Exchange) => void) | undefined {
  if (style === 'silent') return undefined
  if (style === 'json') return (exchange) => write(jsonLine(exchange, mask))
  return (exchange) => {
    for (const line of prettyLines(exchange, mask)) write(mask ? maskText(line) : line)
  }
}

/** A line for what went wrong before there was an exchange, such as a connection that did not become secure. */
export const troubleLog =
  (style: LogStyle, write: Write): ((trouble: string) => void) =>
  (trouble) => {
    if (style === 'pretty') write(trouble)
    if (style === 'json') write(JSON.stringify({ at: new Date().toISOString(), trouble }))
  }
