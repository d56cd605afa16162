import { type Application, applications } from '../../world/tables/application.js'
import type { World } from '../../world/world.js'

/** How many APIs and modes an application reaches at once; nothing for one that is refused, or without a key here. */
const reachOf = ({ keys, status, scopes }: Application): number =>
  keys === 'SANDBOX' && status === 'approved' ? scopes.length : 0

/** The applications of a world, the one that can do most first: the one to begin with. */
export const applicationsByReach = ({ store }: World): Application[] =>
  applications.list(store).toSorted((a, b) => reachOf(b) - reachOf(a))
