import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { setLock } from '../../services/ers/domain/lock.js'
import type { Result } from '../../services/ers/domain/outcome.js'
import { patientBooks, patientCancels } from '../../services/ers/domain/outside/patient.js'
import {
  providerBooks,
  providerCancels,
  recordAssessment,
  recordIndirectBooking,
  recordNonAttendance,
} from '../../services/ers/domain/outside/provider.js'
import {
  printClinicalInformation,
  providerShortlists,
  recordContactAttempt,
} from '../../services/ers/domain/outside/provider-notes.js'
import { referOnward } from '../../services/ers/domain/outside/refer-onward.js'
import {
  acknowledge,
  addLetterBySystem,
  changePriority,
} from '../../services/ers/domain/outside/referrer.js'
import { runWithPas } from '../../services/ers/domain/pas/run-with-pas.js'
import { PRIORITIES } from '../../services/ers/domain/priority.js'
import { given } from '../../world/given.js'
import { type Referral, referrals } from '../../world/tables/referral.js'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'
import { jsonContent, Moment, momentOf, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import {
  actionSchema,
  doneOf,
  type OutsideAction,
  outsideAction,
  worksOf,
} from './outside-actions.js'

const slotId = z.number().int().min(1)
const serviceId = z.string().min(1).max(20)
const comment = z.string().min(1).max(2000).optional()
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(20)
const because = { reason: z.string().min(1).max(60), comment }

type Because = { readonly reason: string; readonly comment?: string | undefined }
const said = ({ reason, comment }: Because) => ({ reason, ...given({ comment }) })

/** What is done to a referral in the web application, the portal and the hospital (ers-fhir 8.4). */
const ACTIONS: readonly OutsideAction<Referral, Referral>[] = [
  outsideAction('PATIENT_BOOKS', { slotId }, patientBooks),
  outsideAction('PATIENT_CANCELS', because, (world, referral: Referral, input) =>
    patientCancels(world, referral, said(input)),
  ),
  // One UBRN has one appointment: the old one goes before the new one is asked for (ers-hl7v3-mim 8.4).
  outsideAction(
    'PATIENT_REBOOKS',
    { slotId, ...because },
    (world, referral: Referral, input) => patientCancels(world, referral, said(input)),
    patientBooks,
  ),
  outsideAction('PROVIDER_BOOKS', { slotId }, providerBooks),
  outsideAction('PROVIDER_CANCELS', because, (world, referral: Referral, input) =>
    providerCancels(world, referral, said(input)),
  ),
  outsideAction(
    'RECORD_INDIRECT_BOOKING',
    { serviceId, at: Moment },
    (world, referral: Referral, input) =>
      recordIndirectBooking(world, referral, {
        serviceId: input.serviceId,
        at: momentOf(input.at),
      }),
  ),
  outsideAction('RECORD_NON_ATTENDANCE', because, (world, referral: Referral, input) =>
    recordNonAttendance(world, referral, said(input)),
  ),
  outsideAction('RECORD_ASSESSMENT', { comment }, (world, referral: Referral, input) =>
    recordAssessment(world, referral, given(input)),
  ),
  outsideAction('REFER_ONWARD', { serviceId }, referOnward),
  outsideAction('PROVIDER_SHORTLISTS', { shortlist: some(serviceId) }, providerShortlists),
  outsideAction('RECORD_CONTACT_ATTEMPT', {}, recordContactAttempt),
  outsideAction('PRINT_CLINICAL_INFORMATION', {}, printClinicalInformation),
  outsideAction('CHANGE_PRIORITY', { priority: z.enum(PRIORITIES) }, changePriority),
  outsideAction(
    'ADD_LETTER_BY_SYSTEM',
    { attachments: some(z.string().min(1).max(64)) },
    (world, referral: Referral, { attachments }) => addLetterBySystem(world, referral, attachments),
  ),
  outsideAction('ACKNOWLEDGE', {}, acknowledge),
]

/** The UBRN in the path. */
export const Ubrn = z.object({
  ubrn: z
    .string()
    .regex(/^\d{12}$/)
    .openapi({ param: { name: 'ubrn', in: 'path' } }),
})

export const ReferralView = z
  .object({ ubrn: z.string(), version: z.number(), state: z.string() })
  .openapi('ReferralView')

const act = createRoute({
  method: 'post',
  path: '/_sandbox/referrals/{ubrn}/actions',
  request: {
    params: Ubrn,
    body: {
      required: true,
      ...jsonContent(actionSchema('ReferralAction', ACTIONS), 'What is done'),
    },
  },
  responses: {
    200: jsonContent(ReferralView, 'The referral, or the new one it led to'),
    404: problemContent('No such referral'),
    422: problemContent('The action is not possible, with the e-RS code'),
  },
})

const Lock = z.object({ held: z.boolean() }).strict().openapi('Lock')

const lock = createRoute({
  method: 'put',
  path: '/_sandbox/referrals/{ubrn}/lock',
  request: { params: Ubrn, body: { required: true, ...jsonContent(Lock, 'Whether held') } },
  responses: { 204: { description: 'Changes of the request answer 423 while it is held' } },
})

export const referralView = ({ ubrn, version, state }: Referral) => ({ ubrn, version, state })

function find(world: World, ubrn: string): Referral {
  const referral = referrals.find(world.store, ubrn)
  if (!referral) throw new Refused(404, 'Unknown referral', `there is no referral '${ubrn}'`)
  return referral
}

/** What happens to referrals outside the API, and the lock a user of the web application would hold. */
export function addReferralRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(act, async (context) => {
    const world = worldOf(context, sandbox)
    const { ubrn } = context.req.valid('param')
    const wanted = context.req.valid('json') as never
    let done = find(world, ubrn)
    for (const work of worksOf(world, ACTIONS, () => find(world, ubrn), wanted))
      done = doneOf(await runWithPas(world, work as () => Result<Referral>))
    return context.json(referralView(done), 200)
  })
  api.openapi(lock, (context) => {
    const { ubrn } = context.req.valid('param')
    setLock(worldOf(context, sandbox), ubrn, context.req.valid('json').held)
    return context.body(null, 204)
  })
}
