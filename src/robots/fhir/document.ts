import type { Parameter } from './parameters.js'
import { CS, SD } from './systems.js'

export type DocumentType = 'REFERRER' | 'PROVIDER' | 'ADVICE_REQUEST' | 'GUIDANCE_RESPONSE'

/** A file to attach, by the reference `Binary/...` that its upload gave. */
export const document = (
  name: string,
  type: DocumentType,
  file: { readonly url: string; readonly description: string },
  indexed: string,
): Parameter => ({
  name,
  resource: {
    resourceType: 'DocumentReference',
    meta: { profile: [SD('eRS-DocumentReference-1')] },
    type: { coding: [{ system: CS('eRS-AttachmentType-1'), code: type }] },
    status: 'current',
    indexed,
    description: file.description,
    content: [{ attachment: { url: file.url } }],
  },
})
