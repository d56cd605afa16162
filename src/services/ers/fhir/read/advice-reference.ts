import { localReference } from './local-reference.js'

const REFERENCE = /^CommunicationRequest\/(\d{12})\/_history\/(\d+)$/

/** The UBRN and version of `CommunicationRequest/<ubrn>/_history/<version>`; nothing of another form. */
export function readAdviceReference(
  reference: string,
): { readonly ubrn: string; readonly version: string } | undefined {
  const [, ubrn, version] = REFERENCE.exec(localReference(reference)) ?? []
  return ubrn !== undefined && version !== undefined ? { ubrn, version } : undefined
}
