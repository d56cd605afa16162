import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../../../world/clock.js'
import { SECOND } from '../../../../world/instant.js'
import { removeExpired } from '../../../../world/tables/expiring.js'
import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import { usedLinks } from '../../../../world/tables/used-link.js'
import type { World } from '../../../../world/world.js'

/** A link to a file in the object store: whoever has it may follow it once, for a minute (ers-fhir 10.5). */
export interface FileLink {
  readonly id: string
  readonly expires: Instant
  /** Makes two links of one moment different. */
  readonly key: string
  readonly signature: string
}

const LIFETIME = 60 * SECOND
const SECRET = 'objectStoreSecret'

/** The world's own secret, made with the first link. */
function secretOf(world: World): string {
  const kept = readSetting<string>(world.store, SECRET)
  if (kept !== undefined) return kept
  const secret = world.ids.secret(43)
  world.store.transaction(() => writeSetting(world.store, SECRET, secret))
  return secret
}

const sign = (world: World, { id, expires, key }: Omit<FileLink, 'signature'>): string =>
  createHmac('sha256', secretOf(world)).update(`${id}/${expires}/${key}`).digest('base64url')

/** A new link to a file. */
export function linkTo(world: World, id: string): FileLink {
  const link = { id, expires: world.clock.now() + LIFETIME, key: world.ids.secret(16) }
  return { ...link, signature: sign(world, link) }
}

function isOurs(world: World, link: FileLink): boolean {
  const expected = Buffer.from(sign(world, link))
  const given = Buffer.from(link.signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** Uses a link up. What is wrong with it, in words; nothing if it may be followed. */
export function useLink(world: World, link: FileLink): string | undefined {
  if (!isOurs(world, link)) return 'its signature is not valid'
  const now = world.clock.now()
  if (link.expires <= now) return 'it has expired'
  const { signature, expires } = link
  if (usedLinks.find(world.store, signature)) return 'it was used before'
  removeExpired(usedLinks, (used) => used.signature, world.store, now)
  usedLinks.save(world.store, { signature, expires })
  return undefined
}
