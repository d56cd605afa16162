import type { AdviceRule } from '../../../../http/finding.js'
import type { World } from '../../../../world/world.js'
import type { Control } from '../message/request.js'
import type { Session } from '../session.js'

/** What an operation may use. */
export interface Context {
  readonly world: World
  readonly session: Session
  readonly controls: readonly Control[]
  /** Address under which the world's services are reached over HTTP; undefined where they are not. */
  readonly address: string | undefined
  /** True if there is a world of that name. */
  readonly hasWorld: (name: string) => boolean
  /** Seconds since the request came. */
  readonly elapsed: () => number
  /** Notes why the operation is refused. */
  readonly find: (rule: string, message: string, source: string) => void
  /** Notes something the client should mend though it is answered. */
  readonly advise: (rule: AdviceRule, message: string) => void
}
