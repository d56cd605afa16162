import type { Incoming, Interaction, Outcome } from '../../../hl7v3/interaction.js'
import type { World } from '../../../world/world.js'
import { type Failure, queryFailed, type Read, updateFailed } from './outcomes.js'
import { RELEASES, type Version } from './releases.js'

/** A function of PDS, whatever the release: how it is called, carried and done. */
interface Function {
  readonly title: string
  readonly pattern: Interaction['pattern']
  /** Element around a synchronous answer. */
  readonly operation?: string
  readonly versions: readonly Version[]
  /** Does it in one release; a failure is written as that of its kind. */
  readonly perform: (message: Incoming, world: World, version: Version) => Read<Outcome>
}

const declare =
  (service: string, carries: Interaction['carries'], failed: (failure: Failure) => Outcome) =>
  (of: Function): Interaction[] =>
    of.versions.map((one) => ({
      interactionId: one.request,
      title: of.title,
      service,
      pattern: of.pattern,
      carries,
      release: RELEASES[one.release],
      ...(of.operation !== undefined && { operation: of.operation }),
      handle: (message, world) => {
        const done = of.perform(message, world, one)
        return done.ok ? done.value : failed(done.failure)
      },
    }))

/** Declares a query of PDS in all its releases. */
export const query = declare('pdsquery', 'query', queryFailed)

/** Declares a change of PDS in all its releases. */
export const update = declare('pds', 'subject', updateFailed)
