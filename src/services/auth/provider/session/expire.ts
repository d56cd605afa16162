import type { BrowserSession } from '../../../../world/tables/browser-session.js'
import type { World } from '../../../../world/world.js'
import { endBrowserSession } from './end-sessions.js'

const EXPIRE = 'auth.expire-session'

/** Has a remembered login end at its time; a later login of it moves the end (auth 5.9). */
export const endLater = (world: World, { id, expires }: BrowserSession): void =>
  world.scheduler.schedule({ kind: EXPIRE, key: id, due: expires })

/** Takes up the ends of a world's logins. */
export const endAtTheirTime = (world: World): void =>
  world.scheduler.handle(EXPIRE, ({ key }) => {
    world.store.transaction(() => endBrowserSession(world, key))
  })
