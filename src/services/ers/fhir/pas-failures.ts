import type { Answer } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import type { World } from '../../../world/world.js'
import { forcePas, type PasTrouble, releasePas } from '../domain/appointment/pas.js'

type Handle = (exchange: Exchange) => Answer | Promise<Answer>

/** Lets every hospital's system be in trouble while something is done: what asks it is refused at once. */
function whilePas<Done>(world: World, trouble: PasTrouble, run: () => Done): Done {
  forcePas(world, trouble)
  try {
    return run()
  } finally {
    releasePas(world)
  }
}

/**
 * Failures of the hospital's system that a fault can ask for, by the codes of their refusals (ers-fhir 4.3):
 * an operation that asks it is refused so, with nothing changed; any other is done as usual.
 */
export const pasFailures = (handle: Handle): Readonly<Record<string, Handle>> => ({
  PAS_NOT_RESPONDING: (exchange) => whilePas(exchange.world, 'TIMES_OUT', () => handle(exchange)),
  PAS_RESPONDED_WITH_ERROR: (exchange) =>
    whilePas(exchange.world, 'ERRORS', () => handle(exchange)),
})
