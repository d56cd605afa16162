import { BerError } from './ber.js'
import type { Done, Work } from './message/reply.js'
import type { AnsweredRequest, RefusedRequest } from './message/request.js'
import { result } from './message/result.js'
import { bind } from './operations/bind.js'
import { compare } from './operations/compare.js'
import type { Context } from './operations/context.js'
import { notUnderstood } from './operations/controls.js'
import { extended } from './operations/extended.js'
import { search } from './operations/search.js'
import { write } from './operations/write.js'

/** What the directory does for a request that is taken. */
function done(request: Exclude<AnsweredRequest, { kind: 'search' }>, context: Context): Done {
  switch (request.kind) {
    case 'bind':
      return { result: bind(request, context) }
    case 'compare':
      return { result: compare(request, context) }
    case 'extended':
      return extended(request, context)
    default:
      return { result: write(request, context) }
  }
}

function* work(request: AnsweredRequest | RefusedRequest, context: Context): Work {
  if (request.kind === 'refused') return { result: request.result }
  const control = notUnderstood(context.controls, request.kind === 'search')
  if (control)
    return {
      result: result('unavailableCriticalExtension', `control ${control.oid} is not understood`),
    }
  return request.kind === 'search' ? yield* search(request, context) : done(request, context)
}

/** Does what a request asks: entries one by one, and at last how it ended. */
export function* perform(request: AnsweredRequest | RefusedRequest, context: Context): Work {
  try {
    return yield* work(request, context)
  } catch (error) {
    if (!(error instanceof BerError)) throw error
    return { result: result('protocolError', error.message) }
  }
}
