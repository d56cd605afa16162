import { isStrict } from '../world/strict.js'
import type { World } from '../world/world.js'
import type { Answer } from './answer.js'
import { type AdviceRule, type Finding, RefusedStrictly } from './finding.js'
import type { Request } from './request.js'

/** Who called, as the gateway made out from the token. */
export interface Caller {
  readonly clientId: string
  /** SDS user id or NHS number; absent for an application. */
  readonly userId?: string
  readonly organisation?: string
  readonly businessFunction?: string
}

/** Whether a client asked the sandbox, or the sandbox another party. */
export type Direction = 'IN' | 'OUT'

/**
 * One request on its way to an answer. Services read the request, act on the world, and note who
 * called, which operation it was and what was wrong with the call.
 */
export class Exchange {
  readonly id: number
  readonly world: World
  readonly request: Request
  readonly started: number
  readonly direction: Direction
  readonly findings: Finding[] = []
  service = ''
  operation = ''
  caller: Caller | undefined
  /** Ids of the faults that struck. */
  faults: readonly string[] = []
  answer: Answer | undefined
  /** Bytes of the request's body as it came, where the journal keeps only its beginning. */
  bodyBytes: number | undefined
  /** Milliseconds from request to answer. */
  duration = 0

  constructor(
    id: number,
    world: World,
    request: Request,
    started: number,
    direction: Direction = 'IN',
  ) {
    this.id = id
    this.world = world
    this.request = request
    this.started = started
    this.direction = direction
  }

  /** Lets go of the request's body but for its first `bytes`; the exchange is over. */
  shortenBody(bytes: number): void {
    const { body } = this.request
    this.bodyBytes = body.length
    Object.assign(this.request, { body: body.slice(0, bytes) })
  }

  /** Notes why the call is refused. */
  find(rule: string, message: string, source: string): void {
    this.findings.push({ rule, message, source })
  }

  /**
   * Notes something the client should mend though the call is answered. In a world that is strict
   * about the rule it does not return: the call ends with RefusedStrictly.
   */
  advise({ rule, source, afterwards }: AdviceRule, message: string): void {
    const finding = { rule, message, source }
    this.findings.push(finding)
    if (!afterwards && isStrict(this.world, rule)) throw new RefusedStrictly(finding)
  }
}
