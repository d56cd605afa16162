import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { shiftOf, startShift, stopShift } from '../../robots/crew/shift.js'
import { ROBOT_KINDS } from '../../robots/crew/turn.js'
import type { Sandbox } from '../../server/sandbox.js'
import { isoInstant } from '../../world/instant.js'
import type { World } from '../../world/world.js'
import { jsonContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Kind = z.enum(ROBOT_KINDS)

const Pace = z
  .object({
    everySeconds: z
      .number()
      .int()
      .min(1)
      .max(86_400)
      .optional()
      .openapi({ description: 'Seconds of the world’s clock between two turns; 60 if absent' }),
    who: z.array(Kind).min(1).max(3).optional().openapi({ description: 'All if absent' }),
  })
  .strict()
  .openapi('RobotPace')

const RobotsView = z
  .object({
    working: z.boolean(),
    everySeconds: z.number(),
    who: z.array(Kind),
    turns: z.number(),
    last: z.array(z.object({ at: z.string(), who: Kind, did: z.string() })),
  })
  .openapi('Robots')

const path = '/_sandbox/robots'

const show = createRoute({
  method: 'get',
  path,
  responses: { 200: jsonContent(RobotsView, 'Whether they work, and what they did last') },
})
const start = createRoute({
  method: 'put',
  path,
  request: { body: { required: true, ...jsonContent(Pace, 'How they work') } },
  responses: { 200: jsonContent(RobotsView, 'They work from now on') },
})
const stop = createRoute({
  method: 'delete',
  path,
  responses: { 200: jsonContent(RobotsView, 'They rest') },
})

function view(world: World): z.infer<typeof RobotsView> {
  const { last, who, ...shift } = shiftOf(world)
  return {
    ...shift,
    who: [...who],
    last: last.map(({ at, ...deed }) => ({ at: isoInstant(at), ...deed })),
  }
}

/** Robots that work on their own, so that a world looks alive. */
export function addRobotRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(show, (context) => context.json(view(worldOf(context, sandbox)), 200))
  api.openapi(start, (context) => {
    const world = worldOf(context, sandbox)
    const { everySeconds = 60, who = ROBOT_KINDS } = context.req.valid('json')
    startShift(world, { everySeconds, who })
    return context.json(view(world), 200)
  })
  api.openapi(stop, (context) => {
    const world = worldOf(context, sandbox)
    stopShift(world)
    return context.json(view(world), 200)
  })
}
