import { z } from 'zod'
import { anyKind, referenceTo } from '../kind.js'
import { addToPlan, type PlannedAttachment } from '../plan.js'
import { maybe, odsCode, relativeTime, ubrn, userId, uuid, words } from '../values.js'

const schema: z.ZodType<PlannedAttachment> = z
  .strictObject({
    id: uuid,
    fileName: words,
    contentType: words,
    uploaded: relativeTime,
    uploadedBy: userId,
    organisation: odsCode,
    onBehalfOf: z.nullable(userId).default(null),
    intendedFor: z.nullable(ubrn).default(null),
    status: z
      .enum(['AVAILABLE', 'PENDING', 'THREATS_FOUND', 'VALIDATION_FAILED'])
      .default('AVAILABLE'),
    text: maybe(z.string()),
    base64: maybe(z.base64({ error: 'content in base64' })),
  })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
    error: 'the content, either as text or as base64',
  })

export const attachmentKind = anyKind<PlannedAttachment>({
  file: 'attachments.json',
  name: 'attachment',
  schema,
  key: (row) => row.id,
  references: (row) => [
    ...referenceTo('practitioners.json', ['uploadedBy'], row.uploadedBy),
    ...referenceTo('practitioners.json', ['onBehalfOf'], row.onBehalfOf ?? undefined),
    ...referenceTo('organisations.json', ['organisation'], row.organisation),
    ...referenceTo('referrals.json', ['intendedFor'], row.intendedFor ?? undefined),
  ],
  save: (store, attachments) => addToPlan(store, { attachments }),
})
