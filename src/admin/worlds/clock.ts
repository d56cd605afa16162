import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { DAY, HOUR, isoInstant, MINUTE, SECOND } from '../../world/instant.js'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'
import { jsonContent, Moment, momentOf, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const ClockView = z.object({ mode: z.enum(['real', 'frozen']), now: z.string() }).openapi('Clock')

const UNITS = { days: DAY, hours: HOUR, minutes: MINUTE, seconds: SECOND, milliseconds: 1 } as const

const amount = z.number().min(0).max(1e12).optional()

const Advance = z
  .object({
    days: amount,
    hours: amount,
    minutes: amount,
    seconds: amount,
    milliseconds: amount,
    to: Moment.optional(),
  })
  .strict()
  .refine((value) => Object.keys(value).length > 0, 'say how far, or `to` which moment')
  .openapi('Advance')

const SetClock = z
  .object({ mode: z.enum(['real', 'frozen']), at: Moment.optional() })
  .strict()
  .openapi('SetClock')

const view = (world: World) => ({ mode: world.clock.mode, now: isoInstant(world.clock.now()) })

const read = createRoute({
  method: 'get',
  path: '/_sandbox/clock',
  responses: { 200: jsonContent(ClockView, "The world's clock") },
})

const set = createRoute({
  method: 'put',
  path: '/_sandbox/clock',
  request: { body: { required: true, ...jsonContent(SetClock, 'How the clock is to run') } },
  responses: {
    200: jsonContent(ClockView, "The world's clock"),
    400: problemContent('Not a moment'),
  },
})

const advance = createRoute({
  method: 'post',
  path: '/_sandbox/clock/advance',
  request: { body: { required: true, ...jsonContent(Advance, 'How far') } },
  responses: {
    200: jsonContent(ClockView, 'The clock, after all that was due on the way has happened'),
    400: problemContent('Nothing said, or a moment in the past'),
  },
})

const Idle = z
  .strictObject({
    most: z.number().int().min(1).max(10_000).optional().openapi({
      description: 'Moments to go to at most; 1000 if absent',
    }),
    days: z.number().min(0).max(3660).optional().openapi({
      description: 'How far to go at most; 31 days if absent',
    }),
  })
  .openapi('RunUntilIdle')

const idle = createRoute({
  method: 'post',
  path: '/_sandbox/clock/idle',
  summary: 'Run until nothing is due',
  request: { body: { required: false, ...jsonContent(Idle, 'How far at most') } },
  responses: {
    200: jsonContent(
      ClockView.extend({
        idle: z.boolean().openapi({
          description: 'Whether nothing is due any more but what comes again for ever',
        }),
      }).openapi('IdleClock'),
      'The clock, after all that was due has happened at its own moment',
    ),
  },
})

const longest = (world: World, to: number): boolean => to - world.clock.now() > 3660 * DAY

/** The clock of a world: read, freeze, run, move forward. */
export function addClockRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, (context) => context.json(view(worldOf(context, sandbox)), 200))
  api.openapi(set, (context) => {
    const world = worldOf(context, sandbox)
    const { mode, at } = context.req.valid('json')
    if (mode === 'frozen') world.freeze(at === undefined ? undefined : momentOf(at))
    else if (at === undefined) world.run('real')
    else {
      world.freeze(momentOf(at))
      world.run()
    }
    return context.json(view(world), 200)
  })
  api.openapi(idle, async (context) => {
    const world = worldOf(context, sandbox)
    const { most = 1000, days = 31 } = context.req.valid('json') ?? {}
    const isIdle = await world.runUntilIdle(most, world.clock.now() + days * DAY)
    return context.json({ ...view(world), idle: isIdle }, 200)
  })
  api.openapi(advance, async (context) => {
    const world = worldOf(context, sandbox)
    const { to, ...parts } = context.req.valid('json')
    const by = Object.entries(parts).reduce(
      (sum, [unit, count]) => sum + (count ?? 0) * UNITS[unit as keyof typeof UNITS],
      0,
    )
    const target = to === undefined ? world.clock.now() + by : momentOf(to)
    if (target < world.clock.now() || longest(world, target))
      throw new Refused(400, 'Invalid request', 'the clock moves forward, at most ten years')
    await world.advanceTo(target)
    return context.json(view(world), 200)
  })
}
