import { SIGNAL_SERVICE } from '../../../ebxml/names.js'
import type { Pattern } from '../../../hl7v3/interaction.js'
import type { Registry } from '../registry.js'

/** Where ebXML messages are posted, and how those there travel (tms 3.1). Both forward paths are the same. */
export const ASYNC_PATHS = {
  '/reliablemessaging/queryrequest': 'express',
  '/reliablemessaging/reliablerequest': 'reliable',
  '/reliablemessaging/forwardreliable': 'forward',
  '/reliablemessaging/intermediary': 'forward',
} as const satisfies Readonly<Record<string, Pattern>>

export type AsyncPath = keyof typeof ASYNC_PATHS

const ACTION = /^urn:nhs:names:services:[a-z0-9-]+(?::[a-z0-9-]+)*\/[A-Za-z0-9_]{1,60}$/

const SIGNAL = /\/(Acknowledgment|MessageError)$/

/** True for the `SOAPAction` of a signal; clients of one family double its prefix (tms 3.2). */
export const isSignalAction = (action: string): boolean =>
  action.includes(SIGNAL_SERVICE) && SIGNAL.test(action)

const STANDARD = /\/(Ping|Pong|StatusRequest|StatusResponse)$/

/** True for the other services of the standard, which the Spine understands and does not offer (tms 2.2, 12.4). */
export const isStandardAction = (action: string): boolean =>
  action.includes(SIGNAL_SERVICE) && STANDARD.test(action)

/**
 * True for the `SOAPAction` of an interaction that belongs to a path (tms 6, step 5): one that the
 * Spine takes in that way, or on the forward paths one of another party.
 */
export function isLegalAction(registry: Registry, path: AsyncPath, action: string): boolean {
  if (!ACTION.test(action)) return false
  const [service = '', interactionId = ''] = action.split('/')
  const known = registry.find(interactionId)
  const ours = known !== undefined && service.endsWith(`:${known.service}`)
  return ASYNC_PATHS[path] === (ours ? known.pattern : 'forward')
}
