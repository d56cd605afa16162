import { control } from '../../robots/control.js'
import type { Line } from '../../robots/line.js'
import type { Beginning } from '../script.js'

interface WorldView {
  readonly name: string
}

/**
 * Lets a world be as a story begins: made if there is none of that name, and started anew if the
 * story says how it begins. `line` leads to the sandbox itself, not to a world.
 */
export async function prepareWorld(line: Line, name: string, beginning: Beginning): Promise<void> {
  const worlds = await control<readonly WorldView[]>(line, 'GET', '/worlds')
  const exists = worlds.some((world) => world.name === name)
  if (!exists) await control(line, 'POST', '/worlds', { name, ...beginning })
  else if (Object.keys(beginning).length > 0)
    await control(line, 'POST', `/worlds/${encodeURIComponent(name)}/reset`, beginning)
}

/** Address of a world of a sandbox. */
export const addressOf = (sandbox: string, world: string): string =>
  `${sandbox.replace(/\/$/, '')}/worlds/${encodeURIComponent(world)}`
