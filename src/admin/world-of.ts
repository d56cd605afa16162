import type { Context } from 'hono'
import { readAddress } from '../http/address.js'
import type { Sandbox } from '../server/sandbox.js'
import type { World } from '../world/world.js'
import { DEFAULT_WORLD } from '../world/worlds.js'

/** The world that a control request is about: path prefix, header, or the default one. */
export const worldOf = (context: Context, sandbox: Sandbox): World =>
  sandbox.worlds.get(
    readAddress(context.req.url).world ?? context.req.header('x-sandbox-world') ?? DEFAULT_WORLD,
  )
