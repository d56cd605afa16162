import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { setScanSeconds } from '../../services/ers/domain/files/scan-file.js'
import { setLetterFreezeHours } from '../../services/ers/domain/referral/letter-freeze.js'
import { jsonContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

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

const LetterFreeze = z
  .object({ hours: z.number().min(0).max(8760) })
  .strict()
  .openapi('LetterFreeze')

const setFreeze = createRoute({
  method: 'put',
  path: '/_sandbox/letter-freeze',
  request: {
    body: {
      required: true,
      ...jsonContent(LetterFreeze, 'How long before an appointment, in hours'),
    },
  },
  responses: { 204: { description: 'Letters can be changed up to so long before an appointment' } },
})

/** How long scans take (at 0 they are done with the upload), and when letters can be changed no more. */
export function addFileRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(setScan, (context) => {
    setScanSeconds(worldOf(context, sandbox), context.req.valid('json').seconds)
    return context.body(null, 204)
  })
  api.openapi(setFreeze, (context) => {
    setLetterFreezeHours(worldOf(context, sandbox), context.req.valid('json').hours)
    return context.body(null, 204)
  })
}
