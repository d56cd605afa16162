import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Collection } from '../../scenario/collection.js'
import type { Play } from '../../scenario/play/play.js'
import type { Sandbox } from '../../server/sandbox.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { type Billed, Playbill } from './playbill.js'
import { PlayView, playView, problemsView, ScenarioProblems } from './scenario-views.js'

const Begin = z
  .object({
    scenario: z.string().min(1).max(80).openapi({ description: 'Name of a scenario' }),
    variables: z
      .record(z.string().max(40), z.string().max(4000))
      .optional()
      .openapi({ description: 'Values in place of those of the scenario' }),
    step: z
      .boolean()
      .optional()
      .openapi({ description: 'Stop before every step; false if absent' }),
    pauses: z
      .boolean()
      .optional()
      .openapi({ description: 'Whether `pause` waits for the trainer; true if absent' }),
  })
  .strict()
  .openapi('BeginPlay')

const path = '/_sandbox/play'
const nothing = { 404: problemContent('Nothing has played in this world') }

const begin = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(Begin, 'What is played, and how') } },
  responses: {
    201: jsonContent(PlayView, 'The play has begun; the world starts anew where the story says so'),
    404: problemContent('No such scenario'),
    409: problemContent('Another scenario plays in this world'),
    422: {
      description: 'A variable that the scenario does not have',
      content: { 'application/problem+json': { schema: ScenarioProblems } },
    },
  },
})
const status = createRoute({
  method: 'get',
  path,
  responses: { 200: jsonContent(PlayView, 'How the play of this world stands'), ...nothing },
})

const ACTIONS: Readonly<Record<'step' | 'pause' | 'resume' | 'stop', (play: Play) => void>> = {
  step: (play) => play.one(),
  pause: (play) => play.pause(),
  resume: (play) => play.resume(),
  stop: (play) => play.stop(),
}

const act = createRoute({
  method: 'post',
  path: `${path}/{action}`,
  request: {
    params: z.object({
      action: z
        .enum(['step', 'pause', 'resume', 'stop'])
        .openapi({ param: { name: 'action', in: 'path' } }),
    }),
  },
  responses: {
    200: jsonContent(PlayView, 'How the play stands now; it goes on by itself'),
    ...nothing,
    409: problemContent('The play is over'),
  },
})

const view = ({ scenario, play }: Billed) => playView(scenario, play.report())

/** Plays of scenarios, one a world: begin, watch, and lead. */
export function addPlayRoutes(api: OpenAPIHono, sandbox: Sandbox, scenarios: Collection): void {
  const playbill = new Playbill(sandbox)
  const current = (world: string): Billed => {
    const billed = playbill.find(world)
    if (!billed) throw new Refused(404, 'No play', `nothing has played in world '${world}'`)
    return billed
  }
  api.openapi(begin, async (context) => {
    const { name } = worldOf(context, sandbox)
    const { scenario, variables = {}, step = false, pauses = true } = context.req.valid('json')
    const loaded = scenarios.open(scenario, variables)
    if (!loaded) throw new Refused(404, 'Unknown scenario', `there is no scenario '${scenario}'`)
    if (!loaded.ok) {
      const headers = { 'Content-Type': 'application/problem+json' }
      const body = JSON.stringify(problemsView(loaded.problems))
      return new Response(body, { status: 422, headers }) as never
    }
    const { origin } = new URL(context.req.url)
    const billed = await playbill.begin(name, origin, scenario, loaded.script, { step, pauses })
    return context.json(view(billed), 201)
  })
  api.openapi(status, (context) => context.json(view(current(worldOf(context, sandbox).name)), 200))
  api.openapi(act, (context) => {
    const billed = current(worldOf(context, sandbox).name)
    if (billed.play.over) throw new Refused(409, 'Over', 'the play is over')
    ACTIONS[context.req.valid('param').action](billed.play)
    return context.json(view(billed), 200)
  })
}
