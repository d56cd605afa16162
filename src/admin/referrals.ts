import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { setLock } from '../services/ers/domain/lock.js'
import type { Result } from '../services/ers/domain/outcome.js'
import { patientBooks, patientCancels } from '../services/ers/domain/outside/patient.js'
import {
  providerBooks,
  providerCancels,
  recordAssessment,
  recordIndirectBooking,
  recordNonAttendance,
} from '../services/ers/domain/outside/provider.js'
import { referOnward } from '../services/ers/domain/outside/refer-onward.js'
import { type Referral, referrals } from '../world/tables/referral.js'
import type { World } from '../world/world.js'
import { Refused } from './refused.js'
import { jsonContent, Moment, momentOf, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const slotId = z.number().int().min(1)
const reason = z.string().min(1).max(60)
const comment = z.string().min(1).max(2000).optional()
const serviceId = z.string().min(1).max(20)

type Perform = (world: World, referral: Referral, input: never) => Result<Referral>

/** One thing that is done to a referral outside the API: what it needs, and the domain action it is. */
const action = <Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
  perform: (
    world: World,
    referral: Referral,
    input: z.infer<z.ZodObject<Shape>>,
  ) => Result<Referral>,
) => ({
  schema: z.object({ action: z.literal(name), ...shape }).strict(),
  perform: perform as Perform,
  name,
})

/** Drops the members that a request left out. */
const said = <Input extends object>(input: Input) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never

const ACTIONS = [
  action('PATIENT_BOOKS', { slotId }, patientBooks),
  action('PATIENT_CANCELS', { reason, comment }, (world, referral, input) =>
    patientCancels(world, referral, said(input)),
  ),
  action('PROVIDER_BOOKS', { slotId }, providerBooks),
  action('PROVIDER_CANCELS', { reason, comment }, (world, referral, input) =>
    providerCancels(world, referral, said(input)),
  ),
  action('RECORD_INDIRECT_BOOKING', { serviceId, at: Moment }, (world, referral, input) =>
    recordIndirectBooking(world, referral, { serviceId: input.serviceId, at: momentOf(input.at) }),
  ),
  action('RECORD_NON_ATTENDANCE', { reason, comment }, (world, referral, input) =>
    recordNonAttendance(world, referral, said(input)),
  ),
  action('RECORD_ASSESSMENT', { comment }, (world, referral, input) =>
    recordAssessment(world, referral, said(input)),
  ),
  action('REFER_ONWARD', { serviceId }, referOnward),
] as const

const PERFORM: ReadonlyMap<string, Perform> = new Map(
  ACTIONS.map(({ name, perform }) => [name, perform]),
)

const [first, second, ...others] = ACTIONS.map(({ schema }) => schema)
const Action = z
  .discriminatedUnion('action', [first as never, second as never, ...(others as never[])])
  .openapi('ReferralAction')

const Ubrn = z.object({
  ubrn: z
    .string()
    .regex(/^\d{12}$/)
    .openapi({ param: { name: 'ubrn', in: 'path' } }),
})

const ReferralView = z
  .object({ ubrn: z.string(), version: z.number(), state: z.string() })
  .openapi('ReferralView')

const act = createRoute({
  method: 'post',
  path: '/_sandbox/referrals/{ubrn}/actions',
  request: { params: Ubrn, body: { required: true, ...jsonContent(Action, 'What is done') } },
  responses: {
    200: jsonContent(ReferralView, 'The referral, or the new one it led to'),
    404: problemContent('No such referral'),
    422: problemContent('The action is not possible, with the e-RS code'),
  },
})

const lock = createRoute({
  method: 'put',
  path: '/_sandbox/referrals/{ubrn}/lock',
  request: {
    params: Ubrn,
    body: {
      required: true,
      ...jsonContent(z.object({ held: z.boolean() }).strict(), 'Whether held'),
    },
  },
  responses: { 204: { description: 'Changes of the request answer 423 while it is held' } },
})

const view = ({ ubrn, version, state }: Referral) => ({ ubrn, version, state })

function perform(world: World, ubrn: string, input: { readonly action: string }): Referral {
  const referral = referrals.find(world.store, ubrn)
  if (!referral) throw new Refused(404, 'Unknown referral', `there is no referral '${ubrn}'`)
  const { action: name, ...rest } = input
  const run = PERFORM.get(name) as Perform
  const result = world.store.attempt(
    () => run(world, referral, rest as never),
    ({ ok }) => ok,
  )
  if (result.ok) return result.value
  const [refusal] = result.refusals
  throw new Refused(422, refusal?.code ?? 'Refused', refusal?.diagnostics ?? '')
}

/** What happens to referrals outside the API, and the lock a user of the web application would hold. */
export function addReferralRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(act, (context) => {
    const { ubrn } = context.req.valid('param')
    const input = context.req.valid('json') as { readonly action: string }
    return context.json(view(perform(worldOf(context, sandbox), ubrn, input)), 200)
  })
  api.openapi(lock, (context) => {
    const { ubrn } = context.req.valid('param')
    setLock(worldOf(context, sandbox), ubrn, context.req.valid('json').held)
    return context.body(null, 204)
  })
}
