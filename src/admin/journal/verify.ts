import { setTimeout as wait } from 'node:timers/promises'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { isMeant, type NearMiss, nearMisses } from '../../journal/criteria.js'
import type { Journal } from '../../journal/journal.js'
import { waitForExchanges } from '../../journal/wait-for.js'
import type { Sandbox } from '../../server/sandbox.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { CriteriaBody, criteriaOf } from './criteria.js'
import { Summary, summary } from './views.js'

const Miss = z
  .object({
    exchange: Summary,
    differences: z.array(
      z.object({ criterion: z.string(), wanted: z.string(), found: z.string() }),
    ),
  })
  .openapi('NearMiss')

const misses = z
  .array(Miss)
  .openapi({ description: 'Exchanges that differ least from what is meant, newest first' })

const count = z.number().int().min(0).max(1_000_000).optional()

const Expectation = z
  .strictObject({
    criteria: CriteriaBody,
    exactly: count,
    atLeast: count,
    atMost: count,
  })
  .openapi('Expectation')

const Verified = z
  .object({
    holds: z.boolean(),
    count: z.number(),
    exchanges: z.array(Summary),
    nearMisses: misses,
  })
  .openapi('Verified')

const Awaited = z
  .strictObject({
    criteria: CriteriaBody,
    count: z.number().int().min(1).max(1000).optional(),
    timeoutSeconds: z.number().min(0).max(120).optional().openapi({
      description: 'How long to wait, in real time; 10 seconds if absent',
    }),
  })
  .openapi('Awaited')

const Arrived = z
  .object({ arrived: z.boolean(), exchanges: z.array(Summary), nearMisses: misses })
  .openapi('Arrived')

const invalid = { 400: problemContent('Not criteria') }

const verify = createRoute({
  method: 'post',
  path: '/_sandbox/journal/verify',
  summary: 'Count the exchanges that are meant',
  request: { body: { required: true, ...jsonContent(Expectation, 'At least one, unless said') } },
  responses: { 200: jsonContent(Verified, 'Whether it holds, and what came near'), ...invalid },
})

const waitFor = createRoute({
  method: 'post',
  path: '/_sandbox/journal/wait',
  summary: 'Wait for exchanges',
  request: { body: { required: true, ...jsonContent(Awaited, 'What to wait for') } },
  responses: {
    200: jsonContent(Arrived, 'Whether they came, and otherwise what came near'),
    ...invalid,
  },
})

type Counts = Pick<z.infer<typeof Expectation>, 'exactly' | 'atLeast' | 'atMost'>

/** Whether a count is as expected; at least one, if nothing is said. */
function isExpected(found: number, { exactly, atLeast, atMost }: Counts): boolean {
  const least = exactly ?? atLeast ?? (atMost === undefined ? 1 : 0)
  return found >= least && found <= (exactly ?? atMost ?? Number.POSITIVE_INFINITY)
}

const missView = ({ exchange, differences }: NearMiss) => ({
  exchange: summary(exchange),
  differences: [...differences],
})

const missesOf = (journal: Journal, criteria: Parameters<typeof nearMisses>[1]) =>
  nearMisses(journal.list(), criteria).map(missView)

/** Asserting on the journal of a world: counting and waiting. */
export function addVerifyRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(verify, (context) => {
    const journal = sandbox.journalOf(worldOf(context, sandbox))
    const { criteria: said, ...counts } = context.req.valid('json')
    const criteria = criteriaOf(said)
    const found = journal.list().filter((exchange) => isMeant(exchange, criteria))
    const holds = isExpected(found.length, counts)
    const exchanges = found.slice(-100).map(summary)
    const near = holds ? [] : missesOf(journal, criteria)
    return context.json({ holds, count: found.length, exchanges, nearMisses: near }, 200)
  })
  api.openapi(waitFor, async (context) => {
    const journal = sandbox.journalOf(worldOf(context, sandbox))
    const { criteria: said, count: wanted = 1, timeoutSeconds = 10 } = context.req.valid('json')
    const criteria = criteriaOf(said)
    const end = wait(timeoutSeconds * 1000, undefined, { ref: false })
    const found = await waitForExchanges(journal, criteria, wanted, end)
    const exchanges = (found ?? []).slice(-100).map(summary)
    const near = found ? [] : missesOf(journal, criteria)
    return context.json({ arrived: found !== undefined, exchanges, nearMisses: near }, 200)
  })
}
