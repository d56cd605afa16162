import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import type { Registered } from '../world/registered.js'
import type { World } from '../world/world.js'
import { Refused } from './refused.js'
import { pathParameter, register } from './register.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

/** What the API's document says of the answers and bodies of a collection. */
interface Texts {
  /** A record, with its article: `an application`. */
  readonly one: string
  readonly list: string
  readonly shown: string
  readonly draft: string
  readonly added: string
  readonly changes?: string
  readonly changed: string
  readonly taken: string
  /** Whether a change can collide with another record, too. */
  readonly changesCollide?: true
  readonly unfit?: string
  /** Of an answer without body; a collection without it is not removed from. */
  readonly removed?: string
}

/**
 * Records of a world that the control API lists, shows, adds, changes and removes by a key. `Kept` is a
 * record as the register keeps it, `View` as it is shown.
 */
export interface Collection<Draft extends z.ZodType, Changes extends z.ZodType, Kept, View> {
  /** `/_sandbox/users`; the key follows. */
  readonly path: string
  /** Name of the key in the path. */
  readonly key: string
  readonly texts: Texts
  readonly draft: Draft
  readonly changes: Changes
  readonly view: z.ZodType<View>
  /** Of a record in the list, where that shows less. */
  readonly row?: z.ZodType
  /** Criteria of the list. */
  readonly query?: z.ZodObject
  list(world: World, query: Readonly<Record<string, string | undefined>>): readonly unknown[]
  find(world: World, key: string): Kept | undefined
  show(kept: Kept, world: World): View | Promise<View>
  add(world: World, draft: z.infer<Draft>): Registered<Kept>
  change(world: World, key: string, changes: z.infer<Changes>): Registered<Kept>
  remove?(world: World, key: string): Registered<unknown>
}

/** A collection with what its routes share. */
interface Mounted<Draft extends z.ZodType, Changes extends z.ZodType, Kept, View> {
  readonly api: OpenAPIHono
  readonly sandbox: Sandbox
  readonly collection: Collection<Draft, Changes, Kept, View>
  /** The kind of record without its article. */
  readonly noun: string
  /** Path of one record, and its parameter. */
  readonly one: string
  readonly params: z.ZodObject
  readonly missing: { readonly 404: ReturnType<typeof problemContent> }
  readonly invalid: Readonly<Record<400 | 422, ReturnType<typeof problemContent>>>
  /** A record as it is answered. */
  readonly shown: (world: World, kept: Kept) => Promise<object>
}

const bodyOf = (schema: z.ZodType, description: string) => ({
  required: true,
  ...jsonContent(schema, description),
})

function mount<Draft extends z.ZodType, Changes extends z.ZodType, Kept, View>(
  api: OpenAPIHono,
  sandbox: Sandbox,
  collection: Collection<Draft, Changes, Kept, View>,
): Mounted<Draft, Changes, Kept, View> {
  const { path, key, texts } = collection
  const noun = texts.one.replace(/^an? /, '')
  return {
    api,
    sandbox,
    collection,
    noun,
    one: `${path}/{${key}}`,
    params: z.object({ [key]: pathParameter(key) }),
    missing: { 404: problemContent(`No such ${noun}`) },
    invalid: {
      400: problemContent(`Not a description of ${texts.one}`),
      422: problemContent(texts.unfit ?? 'A member has the wrong form, or names what is not there'),
    },
    shown: async (world, kept) => (await collection.show(kept, world)) as object,
  }
}

function addReading<D extends z.ZodType, C extends z.ZodType, Kept, View>(
  mounted: Mounted<D, C, Kept, View>,
): void {
  const { api, sandbox, collection, noun, one, params, missing, shown } = mounted
  const { path, key, texts, view, query, row = view } = collection
  const list = createRoute({
    method: 'get',
    path,
    ...(query && { request: { query } }),
    responses: { 200: jsonContent(z.array(row), texts.list) },
  })
  const show = createRoute({
    method: 'get',
    path: one,
    request: { params },
    responses: { 200: jsonContent(view, texts.shown), ...missing },
  })
  api.openapi(list, (context) => {
    const found = collection.list(worldOf(context, sandbox), context.req.query())
    return context.json(found as object[], 200)
  })
  api.openapi(show, async (context) => {
    const world = worldOf(context, sandbox)
    const name = context.req.param(key) as string
    const kept = collection.find(world, name)
    if (!kept) throw new Refused(404, 'Not found', `there is no ${noun} '${name}'`)
    return context.json(await shown(world, kept), 200)
  })
}

function addAdding<D extends z.ZodType, C extends z.ZodType, Kept, View>(
  mounted: Mounted<D, C, Kept, View>,
): void {
  const { api, sandbox, collection, invalid, shown } = mounted
  const { path, texts, view, draft } = collection
  const add = createRoute({
    method: 'post',
    path,
    request: { body: bodyOf(draft, texts.draft) },
    responses: {
      201: jsonContent(view, texts.added),
      ...invalid,
      409: problemContent(texts.taken),
    },
  })
  api.openapi(add, async (context) => {
    const world = worldOf(context, sandbox)
    const given = context.req.valid('json') as z.infer<D>
    const kept = register(world, () => collection.add(world, given))
    return context.json(await shown(world, kept), 201)
  })
}

function addChanging<D extends z.ZodType, C extends z.ZodType, Kept, View>(
  mounted: Mounted<D, C, Kept, View>,
): void {
  const { api, sandbox, collection, one, params, missing, invalid, shown } = mounted
  const { key, texts, view, changes } = collection
  const change = createRoute({
    method: 'patch',
    path: one,
    request: {
      params,
      body: bodyOf(changes, texts.changes ?? 'What changes; null takes a member away'),
    },
    responses: {
      200: jsonContent(view, texts.changed),
      ...missing,
      ...invalid,
      ...(texts.changesCollide && { 409: problemContent(texts.taken) }),
    },
  })
  api.openapi(change, async (context) => {
    const world = worldOf(context, sandbox)
    const given = context.req.valid('json') as z.infer<C>
    const name = context.req.param(key) as string
    const kept = register(world, () => collection.change(world, name, given))
    return context.json(await shown(world, kept), 200)
  })
}

function addRemoving<D extends z.ZodType, C extends z.ZodType, Kept, View>(
  mounted: Mounted<D, C, Kept, View>,
): void {
  const { api, sandbox, collection, one, params, missing } = mounted
  const { key, texts, remove: removeRecord } = collection
  if (!removeRecord) return
  const remove = createRoute({
    method: 'delete',
    path: one,
    request: { params },
    responses: { 204: { description: texts.removed ?? 'It is gone' }, ...missing },
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    register(world, () => removeRecord(world, context.req.param(key) as string))
    return context.body(null, 204)
  })
}

/** Adds the routes of a collection; what they change counts on the next call. */
export function addCollection<Draft extends z.ZodType, Changes extends z.ZodType, Kept, View>(
  api: OpenAPIHono,
  sandbox: Sandbox,
  collection: Collection<Draft, Changes, Kept, View>,
): void {
  const mounted = mount(api, sandbox, collection)
  addReading(mounted)
  addAdding(mounted)
  addChanging(mounted)
  addRemoving(mounted)
}
