import type { Store } from '../store.js'
import { insertAttachment } from '../tables/attachment.js'
import type { Plan, PlannedAttachment } from './plan.js'
import { momentOf } from './relative-time.js'

const contentOf = ({ text, base64 }: PlannedAttachment): Buffer =>
  base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64')

/** Which request names which file. */
function linksOf({ referrals, advice }: Plan): Map<string, string> {
  const named = [
    ...referrals,
    ...advice,
    ...advice.flatMap(({ ubrn, messages }) =>
      messages.map(({ documents }) => ({ ubrn, documents })),
    ),
  ]
  return new Map(
    named.flatMap(({ ubrn, documents }) =>
      documents.map(({ attachmentId }) => [attachmentId, ubrn] as const),
    ),
  )
}

/** Stores the files of a plan, each linked to the request that names it. */
export function layOutAttachments(store: Store, plan: Plan, day: string): void {
  const links = linksOf(plan)
  for (const planned of plan.attachments) {
    const { text: _text, base64: _base64, ...attachment } = planned
    const content = contentOf(planned)
    insertAttachment(
      store,
      {
        ...attachment,
        uploaded: momentOf(planned.uploaded, day),
        size: content.length,
        linkedTo: links.get(planned.id) ?? null,
      },
      content,
    )
  }
}
