import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import {
  cancelAdvice,
  closeAdvice,
  referFromAdvice,
  replyToAdvice,
  updateClinicalInformation,
} from '../../services/ers/domain/advice/index.js'
import type { NewDocument } from '../../services/ers/domain/files/attach-documents.js'
import { writeOverview } from '../../services/ers/fhir/represent/advice-overview.js'
import { type AdviceRequest, adviceRequests } from '../../world/tables/advice-request.js'
import type { Referral } from '../../world/tables/referral.js'
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
import { Ubrn } from './referrals.js'

const attachments = z.array(z.string().min(1).max(64)).max(20).optional()

/** Files by the ids that A020 gave, attached now. */
const documentsOf = (world: World, ids: readonly string[] = []): NewDocument[] =>
  ids.map((attachmentId) => ({
    type: 'ADVICE_REQUEST',
    attachmentId,
    indexed: world.clock.now(),
  }))

/** What referrers do with a conversation in the web application (ers-fhir 8.5). */
const ACTIONS: readonly OutsideAction<string, AdviceRequest | Referral>[] = [
  outsideAction(
    'REPLY',
    { text: z.string().min(1), attachments },
    (world, ubrn: string, { text, attachments }) =>
      replyToAdvice(world, ubrn, text, documentsOf(world, attachments)),
  ),
  outsideAction('UPDATE_CLINICAL_INFORMATION', { attachments }, (world, ubrn: string, input) =>
    updateClinicalInformation(world, ubrn, documentsOf(world, input.attachments)),
  ),
  outsideAction('CLOSE', {}, closeAdvice),
  outsideAction('CANCEL', {}, cancelAdvice),
  outsideAction(
    'REFER',
    { shortlist: z.array(z.string().min(1).max(20)).min(1).max(20) },
    (world, ubrn: string, { shortlist }) =>
      referFromAdvice(world, ubrn, shortlist, (advice) => writeOverview(world, advice)),
  ),
]

const AdviceView = z
  .object({ ubrn: z.string(), version: z.number(), status: z.string() })
  .openapi('AdviceView')

const act = createRoute({
  method: 'post',
  path: '/_sandbox/advice/{ubrn}/actions',
  request: {
    params: Ubrn,
    body: { required: true, ...jsonContent(actionSchema('AdviceAction', ACTIONS), 'What is done') },
  },
  responses: {
    200: jsonContent(AdviceView, 'The conversation as it is then'),
    404: problemContent('No such conversation'),
    422: problemContent('The action is not possible, with the e-RS code'),
  },
})

/** What happens to conversations outside the API. */
export function addAdviceRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(act, (context) => {
    const world = worldOf(context, sandbox)
    const { ubrn } = context.req.valid('param')
    const find = () => adviceRequests.find(world.store, ubrn)
    if (!find()) throw new Refused(404, 'Unknown request', `there is no advice request '${ubrn}'`)
    performAction(world, ACTIONS, ubrn, context.req.valid('json') as never)
    const { version, status } = find() as AdviceRequest
    return context.json({ ubrn, version, status }, 200)
  })
}
