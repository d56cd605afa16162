import { actionName } from '../../../hl7v3/interaction.js'
import { HL7 } from '../../../hl7v3/xml/element.js'
import type { TmsError } from '../faults.js'
import type { Registry } from '../registry.js'
import type { SyncRequest } from './envelope.js'

interface EnvelopeRule {
  /** The Spine's own name of the check, which the fault names as its place. */
  readonly key: string
  readonly description: string
  /** Whether a message that breaks it cannot be answered at all: a lenient world makes this check, too. */
  readonly needed?: true
  readonly holds: (request: SyncRequest, registry: Registry) => boolean
}

/** `uuid:` and a UUID. */
const MESSAGE_ID_LENGTH = 41

const interactionOf = (action: string): string => action.slice(action.lastIndexOf('/') + 1)

/** True for the action of an interaction that is answered on the same connection. */
function isKnownAction(registry: Registry, action: string): boolean {
  const known = registry.find(interactionOf(action))
  return (
    known?.pattern === 'synchronous' && action === actionName(known.service, known.interactionId)
  )
}

/** There must be an ASID; the Spine calls a missing one otherwise where the oldest root stands. */
const asidRules = (end: 'RCV' | 'SND', of: 'receiver' | 'sender'): readonly EnvelopeRule[] => [
  {
    key: `SOAP_NASP_COMM_FUNC_${end}_ERROR`,
    needed: true,
    description: `The ${of} of the SOAP header has the oldest root and no ASID`,
    holds: ({ oldRoots }) => !oldRoots.includes(of),
  },
  {
    key: `SOAP_COMM_FUNC_${end}_ERROR`,
    needed: true,
    description: `The ${of} of the SOAP header has no ASID`,
    holds: (request) => request[of] !== '',
  },
]

/** The checks of a synchronous envelope, in their order (tms 12.1). */
const RULES: readonly EnvelopeRule[] = [
  {
    key: 'SOAP_MESSAGE_ID_ERROR',
    description: 'wsa:MessageID must be there once, with 41 characters',
    holds: ({ messageIds: [id, ...more] }) => id?.length === MESSAGE_ID_LENGTH && more.length === 0,
  },
  {
    key: 'SOAP_ACTION_ERROR',
    needed: true,
    description: 'wsa:Action must be there once',
    holds: ({ actions: [action, ...more] }) => Boolean(action) && more.length === 0,
  },
  {
    key: 'SOAP_TO_ERROR',
    description: 'wsa:To must be there once and not be empty',
    holds: ({ tos: [to, ...more] }) => Boolean(to) && more.length === 0,
  },
  ...asidRules('RCV', 'receiver'),
  ...asidRules('SND', 'sender'),
  {
    key: 'INVALID_SOAP_INTERACTION_ID',
    needed: true,
    description: 'wsa:Action names no synchronous interaction',
    holds: ({ actions: [action = ''] }, registry) => isKnownAction(registry, action),
  },
  {
    key: 'INVALID_SOAP_ROOT',
    needed: true,
    description: 'The SOAP body must hold one known interaction',
    holds: ({ content: [root, ...more] }, registry) =>
      root?.namespace === HL7 && registry.find(root.name) !== undefined && more.length === 0,
  },
]

/** True if there is one envelope with one header and one body; else the message is not well formed. */
const isEnvelope = ({ envelopes, headers, bodies }: SyncRequest): boolean =>
  envelopes === 1 && headers === 1 && bodies === 1

/** What is wrong with an envelope, as faults say it, in the order of the checks. */
export function envelopeErrors(
  request: SyncRequest,
  registry: Registry,
): readonly (TmsError & { readonly needed?: true })[] {
  if (!isEnvelope(request))
    return [{ code: 201, location: 'MESSAGE_NOT_WELL_FORMED', needed: true }]
  return RULES.filter((rule) => !rule.holds(request, registry)).map(
    ({ key, description, needed }) => ({
      code: 300,
      location: key,
      description,
      ...(needed && { needed }),
    }),
  )
}

/** The error of a SOAPAction that is not for this address, or not that of the message. */
export const ACTION_ERROR: TmsError = { code: 101, location: 'HTTP Header - SOAPAction' }

/** True for a SOAPAction of a synchronous interaction. Quotes around it do not count (tms 3.2). */
export const isLegalAction = (registry: Registry, action: string): boolean =>
  isKnownAction(registry, action)
