import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { setAccessCode } from '../services/ers/domain/letter/access-code.js'
import { findPatient } from '../world/tables/patient.js'
import { Refused } from './refused.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const AccessCode = z.object({ present: z.boolean() }).strict().openapi('AccessCode')

const NhsNumber = z.object({
  nhsNumber: z
    .string()
    .regex(/^\d{10}$/)
    .openapi({ param: { name: 'nhsNumber', in: 'path' } }),
})

const setCode = createRoute({
  method: 'put',
  path: '/_sandbox/patients/{nhsNumber}/access-code',
  request: {
    params: NhsNumber,
    body: { required: true, ...jsonContent(AccessCode, 'Whether the patient has one') },
  },
  responses: {
    204: { description: "The patient's letters (A019) are written accordingly" },
    404: problemContent('No such patient'),
  },
})

/** The code with which a patient logs in to the patients' portal; everyone has one at first. */
export function addPatientRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(setCode, (context) => {
    const { nhsNumber } = context.req.valid('param')
    const world = worldOf(context, sandbox)
    if (!findPatient(world.store, nhsNumber))
      throw new Refused(404, 'Unknown patient', `there is no patient '${nhsNumber}'`)
    setAccessCode(world, nhsNumber, context.req.valid('json').present)
    return context.body(null, 204)
  })
}
