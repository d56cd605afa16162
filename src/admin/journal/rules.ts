import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { ADVICE_RULES } from '../../server/advice-rules.js'
import { jsonContent } from '../schemas.js'

const Rule = z
  .object({
    rule: z.string(),
    title: z.string().openapi({ description: 'What is found fault with' }),
    source: z.string().openapi({ description: 'Where the rule is written' }),
    refusable: z.boolean().openapi({ description: 'Whether a strict world can refuse it' }),
  })
  .openapi('Rule')

const list = createRoute({
  method: 'get',
  path: '/_sandbox/rules',
  summary: 'List the rules of findings',
  responses: {
    200: jsonContent(
      z.array(Rule),
      'Rules about calls that are answered all the same; refusals explain themselves',
    ),
  },
})

const RULES = ADVICE_RULES.map(({ rule, title, source, afterwards }) => ({
  rule,
  title,
  source,
  refusable: !afterwards,
}))

/** What findings may be about beside refusals. */
export function addRuleRoutes(api: OpenAPIHono): void {
  api.openapi(list, (context) => context.json(RULES, 200))
}
