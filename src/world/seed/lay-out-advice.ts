import type { Store } from '../store.js'
import { adviceRequests } from '../tables/advice-request.js'
import type { AttachedDocument } from '../tables/referral.js'
import type { PlannedAdvice, PlannedDocument } from './plan.js'
import { momentOf } from './relative-time.js'

/** Turns a planned advice request into one of the days around the world's start. */
export function layOutAdvice(store: Store, planned: PlannedAdvice, day: string): void {
  const files = (documents: readonly PlannedDocument[]): AttachedDocument[] =>
    documents.map((document) => ({ ...document, indexed: momentOf(document.indexed, day) }))
  adviceRequests.save(store, {
    ...planned,
    created: momentOf(planned.created, day),
    updated: momentOf(planned.updated, day),
    documents: files(planned.documents),
    messages: planned.messages.map((message) => ({
      ...message,
      sent: momentOf(message.sent, day),
      documents: files(message.documents),
    })),
  })
}
