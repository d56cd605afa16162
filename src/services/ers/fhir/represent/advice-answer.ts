import type { Store } from '../../../../world/store.js'
import type { AdviceMessage, AdviceRequest } from '../../../../world/tables/advice-request.js'
import { SD } from '../systems.js'
import { representNewMessage } from './advice-message.js'
import { representAdvice } from './advice-request.js'
import type { Json } from './elements.js'

/** How an operation names what it answers with. */
export interface AdviceAnswer {
  readonly profile: string
  /** Name of the parameter that holds the request. */
  readonly request: string
}

/** What A026 and A044 answer: the request as it is now, and the message just written. */
export const representAdviceAnswer = (
  store: Store,
  base: string,
  advice: AdviceRequest,
  { profile, request }: AdviceAnswer,
): Json => ({
  meta: { profile: [SD(profile)] },
  resourceType: 'Parameters',
  parameter: [
    { name: request, resource: representAdvice(store, base, advice) },
    {
      name: 'createdCommunication',
      resource: representNewMessage(store, advice, advice.messages.at(-1) as AdviceMessage),
    },
  ],
})
