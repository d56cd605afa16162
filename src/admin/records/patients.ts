import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { setAccessCode } from '../../services/ers/domain/letter/access-code.js'
import type { Result } from '../../services/pds/domain/outcome.js'
import {
  patientDies,
  patientLeavesPractice,
  patientMoves,
  patientRegisters,
  setSensitivity,
} from '../../services/pds/domain/outside.js'
import { setTimes } from '../../services/pds/domain/times.js'
import { invalidatePatient, mergePatient } from '../../services/pds/domain/update/withdraw.js'
import { given } from '../../world/given.js'
import { findPatient, type Patient } from '../../world/tables/patient.js'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import {
  actionSchema,
  type OutsideAction,
  outsideAction,
  performAction,
} from './outside-actions.js'

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

/** PDS has one refusal where e-RS has several. */
const asControl = (result: Result<Patient>) =>
  result.ok ? result : { ok: false as const, refusals: [result.refusal] }

const date = z.iso.date().optional()

/** What happens to a patient in life, or to the record at a national body (pds 1, 4.7). */
const ACTIONS: readonly OutsideAction<string, Patient>[] = [
  outsideAction('DIE', { date, formal: z.boolean().optional() }, (world, number: string, said) =>
    asControl(patientDies(world, number, given(said))),
  ),
  outsideAction(
    'MOVE',
    { line: z.array(z.string().max(35)).min(1).max(5), postcode: z.string().min(1).max(8) },
    (world, number: string, home) => asControl(patientMoves(world, number, home)),
  ),
  outsideAction(
    'SET_SENSITIVITY',
    { sensitivity: z.enum(['U', 'R', 'V']) },
    (world, number: string, said) => asControl(setSensitivity(world, number, said)),
  ),
  outsideAction('REGISTER', { odsCode: z.string().min(1).max(10) }, (world, number: string, said) =>
    asControl(patientRegisters(world, number, said)),
  ),
  outsideAction(
    'LEAVE_PRACTICE',
    { reason: z.enum(['DEA', 'EMB', 'SCT', 'NIT', 'TRA', 'ORR', 'AFN', 'SDN', 'LDN']) },
    (world, number: string, said) => asControl(patientLeavesPractice(world, number, said)),
  ),
  outsideAction(
    'MERGE',
    { into: z.string().regex(/^\d{10}$/) },
    (world, number: string, { into }) => asControl(mergePatient(world, number, into)),
  ),
  outsideAction('INVALIDATE', {}, (world, number: string) =>
    asControl(invalidatePatient(world, number)),
  ),
]

const PatientView = z
  .object({ nhsNumber: z.string(), version: z.number(), sensitivity: z.string() })
  .openapi('PatientView')

const act = createRoute({
  method: 'post',
  path: '/_sandbox/patients/{nhsNumber}/actions',
  request: {
    params: NhsNumber,
    body: {
      required: true,
      ...jsonContent(actionSchema('PatientAction', ACTIONS), 'What happens'),
    },
  },
  responses: {
    200: jsonContent(PatientView, 'The record at its new version'),
    404: problemContent('No such patient'),
    422: problemContent('The action is not possible, with the PDS code'),
  },
})

const seconds = z.number().min(0).max(86_400).optional()
const Times = z.object({ write: seconds, read: seconds }).strict().openapi('PdsTimes')

const setPdsTimes = createRoute({
  method: 'put',
  path: '/_sandbox/pds/times',
  request: {
    body: { required: true, ...jsonContent(Times, 'How long PDS takes, in seconds') },
  },
  responses: {
    204: { description: 'Above 10 s writes are answered 503 until they are done, reads 408' },
  },
})

function mustExist(world: World, nhsNumber: string): void {
  if (!findPatient(world.store, nhsNumber))
    throw new Refused(404, 'Unknown patient', `there is no patient '${nhsNumber}'`)
}

/** What happens to patients, how PDS writes, and the code with which a patient logs in to the patients' portal; everyone has one at first. */
export function addPatientRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(setCode, (context) => {
    const { nhsNumber } = context.req.valid('param')
    const world = worldOf(context, sandbox)
    mustExist(world, nhsNumber)
    setAccessCode(world, nhsNumber, context.req.valid('json').present)
    return context.body(null, 204)
  })
  api.openapi(act, (context) => {
    const { nhsNumber } = context.req.valid('param')
    const world = worldOf(context, sandbox)
    mustExist(world, nhsNumber)
    const patient = performAction(world, ACTIONS, nhsNumber, context.req.valid('json') as never)
    const { version, sensitivity } = patient
    return context.json({ nhsNumber: patient.nhsNumber, version, sensitivity }, 200)
  })
  api.openapi(setPdsTimes, (context) => {
    setTimes(worldOf(context, sandbox), given(context.req.valid('json')))
    return context.body(null, 204)
  })
}
