import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { isoInstant } from '../../world/instant.js'
import type { World } from '../../world/world.js'
import type { WorldOptions } from '../../world/worlds.js'
import { Refused } from '../refused.js'
import { jsonContent, Moment, momentOf, problemContent } from '../schemas.js'
import { StrictRules } from './strict-rules.js'

/** A world as the control API shows one. */
export const WorldView = z
  .object({
    name: z.string(),
    now: z.string(),
    clock: z.enum(['real', 'frozen']),
    path: z.string().openapi({ description: 'Prefix below which the whole Spine is this world' }),
  })
  .openapi('World')

/** How a world may start. Data sets are named at the start of the process, never by a request. */
const Start = z
  .object({
    start: Moment.optional().openapi({
      description: 'Where the clock starts; real time if absent',
    }),
    frozen: z.boolean().optional().openapi({ description: 'Whether the clock stands still' }),
    seedNumber: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31)
      .optional(),
    patients: z.number().int().min(0).max(200_000).optional(),
    strict: StrictRules.optional().openapi({
      description: 'Rules of findings that are refusals here, with stars',
    }),
  })
  .strict()

const NewWorld = Start.extend({
  name: z.string(),
  snapshot: z.string().optional().openapi({
    description: 'A snapshot to go on from, in place of the seed and of the other members',
  }),
}).openapi('NewWorld')
const Copy = z.strictObject({ to: z.string() }).openapi('WorldCopy')
const Restart = Start.openapi('Restart')

const Name = z.object({ name: z.string().openapi({ param: { name: 'name', in: 'path' } }) })

export const worldView = (world: World) => ({
  name: world.name,
  now: isoInstant(world.clock.now()),
  clock: world.clock.mode,
  path: `/worlds/${world.name}`,
})

function optionsOf(start: z.infer<typeof Start>): WorldOptions {
  const { seedNumber, patients, strict } = start
  return {
    ...(start.start === undefined ? {} : { start: momentOf(start.start) }),
    ...(start.frozen === undefined ? {} : { frozen: start.frozen }),
    ...(strict === undefined ? {} : { strict }),
    seed: {
      ...(seedNumber === undefined ? {} : { number: seedNumber }),
      ...(patients === undefined ? {} : { patients }),
    },
  }
}

const isEmpty = (start: object): boolean => Object.keys(start).length === 0

const list = createRoute({
  method: 'get',
  path: '/_sandbox/worlds',
  responses: { 200: jsonContent(z.array(WorldView), 'The worlds of this process') },
})

const create = createRoute({
  method: 'post',
  path: '/_sandbox/worlds',
  request: { body: { required: true, ...jsonContent(NewWorld, 'The new world') } },
  responses: {
    201: jsonContent(WorldView, 'The world that was made'),
    400: problemContent('Not a name for a world, or an unknown member'),
    409: problemContent('There is such a world'),
  },
})

const read = createRoute({
  method: 'get',
  path: '/_sandbox/worlds/{name}',
  request: { params: Name },
  responses: { 200: jsonContent(WorldView, 'The world'), 404: problemContent('No such world') },
})

const reset = createRoute({
  method: 'post',
  path: '/_sandbox/worlds/{name}/reset',
  request: {
    params: Name,
    body: { required: false, ...jsonContent(Restart, 'How to start anew') },
  },
  responses: {
    200: jsonContent(WorldView, 'The world, as new'),
    404: problemContent('No such world'),
  },
})

const copy = createRoute({
  method: 'post',
  path: '/_sandbox/worlds/{name}/copy',
  summary: 'Copy a world',
  request: { params: Name, body: { required: true, ...jsonContent(Copy, 'Name of the copy') } },
  responses: {
    201: jsonContent(WorldView, 'A second world that goes on from where the first is'),
    400: problemContent('Not a name for a world'),
    404: problemContent('No such world'),
    409: problemContent('There is such a world'),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/_sandbox/worlds/{name}',
  request: { params: Name },
  responses: {
    204: { description: 'The world is gone' },
    404: problemContent('No such world'),
    409: problemContent('The default world can only be reset'),
  },
})

/** Worlds: list, make, copy, reset, delete. */
export function addWorldRoutes(api: OpenAPIHono, { worlds, snapshots }: Sandbox): void {
  api.openapi(list, (context) => context.json(worlds.list().map(worldView), 200))
  api.openapi(create, async (context) => {
    const { name, snapshot, ...start } = context.req.valid('json')
    if (snapshot !== undefined) {
      if (!isEmpty(start))
        throw new Refused(400, 'Invalid request', 'a snapshot goes on as it was: say nothing else')
      const image = await snapshots.image(snapshot)
      return context.json(worldView(worlds.createFrom(name, image)), 201)
    }
    const options = optionsOf(start)
    await worlds.warm(options)
    return context.json(worldView(worlds.create(name, options)), 201)
  })
  api.openapi(read, (context) =>
    context.json(worldView(worlds.get(context.req.valid('param').name)), 200),
  )
  api.openapi(reset, async (context) => {
    const { name } = context.req.valid('param')
    const start = context.req.valid('json') ?? {}
    const world = await worlds.reset(name, isEmpty(start) ? undefined : optionsOf(start))
    return context.json(worldView(world), 200)
  })
  api.openapi(copy, (context) => {
    const { name } = context.req.valid('param')
    return context.json(worldView(worlds.copy(name, context.req.valid('json').to)), 201)
  })
  api.openapi(remove, async (context) => {
    await worlds.delete(context.req.valid('param').name)
    return context.body(null, 204)
  })
}
