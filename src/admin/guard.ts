import type { MiddlewareHandler } from 'hono'
import { problem } from '../http/problem.js'
import { toResponse } from '../http/response.js'

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i

/**
 * True for a `Host` that no web page on the internet can bear: an address, localhost, a name of one
 * label (a container's), or one that the user allowed.
 */
export function isTrustedHost(host: string | undefined, allowed: readonly string[]): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (!name) return false
  return (
    ADDRESS.test(name) ||
    !name.includes('.') ||
    name.endsWith('.localhost') ||
    allowed.includes(name)
  )
}

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** A page of another site may not change anything here. */
function isCrossSite(method: string, header: (name: string) => string | undefined): boolean {
  if (isSafe(method)) return false
  const site = header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = header('origin')
  if (origin === undefined) return false
  return origin.replace(/^https?:\/\//, '') !== header('host')
}

/** Protects the control API against DNS rebinding and cross-site writes (docs/safety.md). */
export const guard =
  (allowedHosts: readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const header = (name: string) => context.req.header(name)
    if (!isTrustedHost(header('host') ?? new URL(context.req.url).host, allowedHosts))
      return toResponse(
        problem(
          403,
          'Unexpected Host',
          `The control API does not answer for host '${(header('host') ?? '').slice(0, 100)}'. Start with --allow-host to allow it.`,
        ),
      )
    if (isCrossSite(context.req.method, header))
      return toResponse(
        problem(
          403,
          'Cross-site request',
          'A web page of another site may not use the control API.',
        ),
      )
    return next()
  }
