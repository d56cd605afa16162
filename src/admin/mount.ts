import type { Hono } from 'hono'
import { readAddress } from '../http/address.js'
import { json } from '../http/answer.js'
import { toResponse } from '../http/response.js'
import type { Sandbox } from '../server/sandbox.js'
import { VERSION } from '../world/package.js'
import { guard } from './guard.js'

/**
 * Puts the control API under `/_sandbox`. It is loaded with its first request, so that it costs
 * nothing at start-up; the health check alone is always there. A browser at the root is led to its page.
 */
export function mountControlApi(app: Hono, sandbox: Sandbox): void {
  let loading: Promise<Hono> | undefined
  app.get('/_sandbox/health', () =>
    toResponse(
      json(200, { status: 'pass', version: VERSION, worlds: sandbox.worlds.list().length }),
    ),
  )
  for (const path of ['/', '/_sandbox', '/_sandbox/'])
    app.get(path, (context) =>
      context.redirect(`${readAddress(context.req.url).prefix}/_sandbox/docs`),
    )
  app.use('/_sandbox/*', guard([sandbox.options.host, ...sandbox.options.allowedHosts]))
  app.all('/_sandbox/*', async (context) => {
    loading ??= import('./api.js').then(({ createControlApi }) => createControlApi(sandbox))
    return (await loading).fetch(context.req.raw, context.env)
  })
}
