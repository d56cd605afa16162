import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Exchange } from '../../http/exchange.js'
import type { Finding } from '../../http/finding.js'
import type { Sandbox } from '../../server/sandbox.js'
import { jsonContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Group = z
  .object({
    rule: z.string(),
    source: z.string(),
    count: z.number(),
    messages: z.array(z.string()).openapi({ description: 'What was said, each text once' }),
    exchanges: z.array(z.number()).openapi({ description: 'The newest exchanges' }),
  })
  .openapi('FindingGroup')

const list = createRoute({
  method: 'get',
  path: '/_sandbox/findings',
  summary: 'List findings by rule',
  responses: {
    200: jsonContent(z.array(Group), 'What the client should mend, the most frequent first'),
  },
})

const TOLD = 10

type Found = Finding & { readonly exchange: number }

const findingsIn = (exchanges: readonly Exchange[]): Found[] =>
  exchanges.flatMap(({ id, findings }) => findings.map((one) => ({ ...one, exchange: id })))

function groupOf(rule: string, found: readonly Found[]): z.infer<typeof Group> {
  return {
    rule,
    source: found[0]?.source ?? '',
    count: found.length,
    messages: [...new Set(found.map(({ message }) => message))].slice(0, TOLD),
    exchanges: [...new Set(found.map(({ exchange }) => exchange))].slice(-TOLD),
  }
}

/** What clients of a world should mend. */
export function addFindingRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const found = findingsIn(sandbox.journalOf(worldOf(context, sandbox)).list())
    const rules = Map.groupBy(found, ({ rule }) => rule)
    const groups = [...rules].map(([rule, all]) => groupOf(rule, all))
    return context.json(
      groups.sort((a, b) => b.count - a.count),
      200,
    )
  })
}
