import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { problem } from '../../http/problem.js'
import { toResponse } from '../../http/response.js'
import { Collection } from '../../scenario/collection.js'
import { SCENARIO_LIMITS } from '../../scenario/language/limits.js'
import type { Loaded } from '../../scenario/language/load.js'
import type { Sandbox } from '../../server/sandbox.js'
import { Refused } from '../refused.js'
import { jsonContent, problemContent } from '../schemas.js'
import { addPlayRoutes } from './plays.js'
import { problemsView, ScenarioProblems, ScenarioView, scenarioView } from './scenario-views.js'

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,59}[a-z0-9])?$/

const params = z.object({
  name: z
    .string()
    .regex(NAME)
    .openapi({ param: { name: 'name', in: 'path' } }),
})
const path = '/_sandbox/scenarios'
const one = `${path}/{name}`
const notFound = { 404: problemContent('No such scenario') }

const list = createRoute({
  method: 'get',
  path,
  responses: {
    200: jsonContent(z.array(ScenarioView), 'The shipped scenarios, then the uploaded'),
  },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(ScenarioView, 'The scenario'), ...notFound },
})
const upload = createRoute({
  method: 'put',
  path: one,
  request: {
    params,
    body: {
      required: true,
      content: { 'application/yaml': { schema: z.string() } },
      description: 'The file as it is',
    },
  },
  responses: {
    200: jsonContent(ScenarioView, 'The scenario, ready to be played'),
    409: problemContent('A shipped scenario has the name, or there are too many'),
    413: problemContent('Too large'),
    422: {
      description: 'What is wrong with it, every mistake at once',
      content: { 'application/problem+json': { schema: ScenarioProblems } },
    },
  },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params },
  responses: {
    204: { description: 'The uploaded scenario is gone' },
    ...notFound,
    409: problemContent('It is a shipped one'),
  },
})

const invalid = (loaded: Loaded & { ok: false }): Response =>
  new Response(JSON.stringify(problemsView(loaded.problems)), {
    status: 422,
    headers: { 'Content-Type': 'application/problem+json' },
  })

const tooLarge = (): Response =>
  toResponse(problem(413, 'Too large', `A scenario has at most ${SCENARIO_LIMITS.bytes} bytes.`))

function viewOf(scenarios: Collection, name: string) {
  const [origin, loaded] = [scenarios.originOf(name), scenarios.open(name)]
  if (!origin || !loaded?.ok)
    throw new Refused(404, 'Unknown scenario', `there is no scenario '${name}'`)
  return scenarioView(name, origin, loaded.script)
}

function refuseShipped(scenarios: Collection, name: string): void {
  if (scenarios.originOf(name) === 'SHIPPED')
    throw new Refused(409, 'Taken', `'${name}' is a scenario of the package; choose another name`)
}

/** The scenarios of the package and those that were uploaded, and their plays. */
export function addScenarioRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  const scenarios = new Collection()
  api.openapi(list, (context) =>
    context.json(
      scenarios.list().map(({ name }) => viewOf(scenarios, name)),
      200,
    ),
  )
  api.openapi(show, (context) =>
    context.json(viewOf(scenarios, context.req.valid('param').name), 200),
  )
  api.use('/_sandbox/scenarios/*', bodyLimit({ maxSize: SCENARIO_LIMITS.bytes, onError: tooLarge }))
  api.openapi(upload, async (context) => {
    const { name } = context.req.valid('param')
    refuseShipped(scenarios, name)
    const loaded = scenarios.upload(name, await context.req.text())
    if (loaded === undefined)
      throw new Refused(
        409,
        'Too many',
        `there are ${SCENARIO_LIMITS.uploads} uploaded scenarios already: remove one first`,
      )
    return loaded.ok
      ? context.json(scenarioView(name, 'UPLOADED', loaded.script), 200)
      : (invalid(loaded) as never)
  })
  api.openapi(remove, (context) => {
    const { name } = context.req.valid('param')
    refuseShipped(scenarios, name)
    if (!scenarios.remove(name))
      throw new Refused(404, 'Unknown scenario', `there is no scenario '${name}'`)
    return context.body(null, 204)
  })
  addPlayRoutes(api, sandbox, scenarios)
}
