import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { Refused } from '../refused.js'
import { pathParameter } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { WorldView, worldView } from './worlds.js'

const SnapshotView = z
  .object({
    name: z.string(),
    world: z.string().openapi({ description: 'World that it was made of' }),
    at: z.string().openapi({ description: "That world's moment" }),
    sha256: z.string(),
    bytes: z.number(),
  })
  .openapi('Snapshot')

const path = '/_sandbox/snapshots'
const params = z.object({ name: pathParameter('name') })
const unknown = { 404: problemContent('No such snapshot') }
const taken = {
  400: problemContent('Not a name for a snapshot'),
  409: problemContent('There is such a snapshot'),
  422: problemContent('Not a snapshot of this version'),
}
const file = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } }

const list = createRoute({
  method: 'get',
  path,
  summary: 'List snapshots',
  responses: { 200: jsonContent(z.array(SnapshotView), 'Worlds as they were, by name') },
})
const save = createRoute({
  method: 'post',
  path,
  summary: 'Take a snapshot of the world',
  request: {
    body: { required: true, ...jsonContent(z.strictObject({ name: z.string() }), 'Its name') },
  },
  responses: { 201: jsonContent(SnapshotView, 'The snapshot'), ...taken },
})
const restore = createRoute({
  method: 'post',
  path: `${path}/{name}/restore`,
  summary: 'Let the world go on from a snapshot',
  request: { params },
  responses: { 200: jsonContent(WorldView, 'The world as it was then'), ...unknown },
})
const download = createRoute({
  method: 'get',
  path: `${path}/{name}/file`,
  summary: 'Download a snapshot',
  request: { params },
  responses: { 200: { description: 'Its file', content: file }, ...unknown },
})
const upload = createRoute({
  method: 'put',
  path: `${path}/{name}/file`,
  summary: 'Take in the file of a snapshot',
  request: { params, body: { required: true, content: file } },
  responses: { 201: jsonContent(SnapshotView, 'The snapshot'), ...taken },
})
const remove = createRoute({
  method: 'delete',
  path: `${path}/{name}`,
  summary: 'Remove a snapshot',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...unknown },
})

/** Snapshots of worlds: taken, restored, taken out and in as files. */
export function addSnapshotRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  const { snapshots, worlds } = sandbox
  api.openapi(list, async (context) => context.json(await snapshots.list(), 200))
  api.openapi(save, async (context) => {
    const { name } = context.req.valid('json')
    return context.json(await snapshots.save(worldOf(context, sandbox), name), 201)
  })
  api.openapi(restore, async (context) => {
    const image = await snapshots.image(context.req.valid('param').name)
    const { name } = worldOf(context, sandbox)
    return context.json(worldView(await worlds.replace(name, image)), 200)
  })
  api.openapi(download, (context) => {
    const { name } = context.req.valid('param')
    return context.body(new Uint8Array(snapshots.file(name)), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}.snapshot"`,
    })
  })
  api.openapi(upload, async (context) => {
    const bytes = Buffer.from(await context.req.arrayBuffer())
    if (bytes.length === 0) throw new Refused(400, 'Invalid request', 'send the file as the body')
    return context.json(await snapshots.take(context.req.valid('param').name, bytes), 201)
  })
  api.openapi(remove, (context) => {
    snapshots.remove(context.req.valid('param').name)
    return context.body(null, 204)
  })
}
