import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { setScanSeconds } from '../services/ers/domain/files/scan-file.js'
import { jsonContent } from './schemas.js'
import { worldOf } from './world-of.js'

const Scan = z
  .object({ seconds: z.number().min(0).max(86_400) })
  .strict()
  .openapi('Scan')

const setScan = createRoute({
  method: 'put',
  path: '/_sandbox/scan',
  request: { body: { required: true, ...jsonContent(Scan, 'How long a scan takes, in seconds') } },
  responses: { 204: { description: 'Files uploaded from now on are scanned for so long' } },
})

/** How long the scan of an uploaded file takes; at 0 it is done when the upload is answered. */
export function addFileRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(setScan, (context) => {
    setScanSeconds(worldOf(context, sandbox), context.req.valid('json').seconds)
    return context.body(null, 204)
  })
}
