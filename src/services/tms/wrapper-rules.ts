import type { Interaction } from '../../hl7v3/interaction.js'
import { ROOTS } from '../../hl7v3/oids.js'
import { codeOf } from '../../hl7v3/types/coded.js'
import { readIi } from '../../hl7v3/types/ii.js'
import { readValue } from '../../hl7v3/types/simple.js'
import { isTs } from '../../hl7v3/types/time.js'
import { allAt, at, childrenOf, type XmlElement } from '../../hl7v3/xml/element.js'
import type { MessagingCode } from './messaging-errors.js'

/** What an envelope said of the message in it. */
export interface EnvelopeAsids {
  readonly receiver: string
  readonly sender: string
}

/** A message under examination: its element, what it claims to be, and its envelope if that names systems. */
export interface Examined {
  readonly root: XmlElement
  readonly interaction: Interaction
  readonly envelope?: EnvelopeAsids
}

export interface WrapperRule {
  /** The Spine's own name of the check. */
  readonly key: string
  readonly code: MessagingCode
  /** Whether a message that breaks it cannot be taken at all: a lenient world makes this check, too. */
  readonly needed?: true
  readonly holds: (examined: Examined) => boolean
}

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/i

/** ASIDs have had two roots (tms 2.3). */
const isAsid = (element: XmlElement): boolean => {
  const id = readIi(element)
  return (id?.root === ROOTS.asid || id?.root === ROOTS.oldAsid) && Boolean(id.extension?.trim())
}

/** True for a time to the minute at least; fractions of any length and zones occur (tms 10). */
function isMoment(value: string): boolean {
  const time = value.replace(/[+-]\d{4}$/, '').replace(/\.\d+$/, '')
  return isTs(time) && time.length >= 12
}

/** The one child of a name; undefined where there is none or more. */
function only(element: XmlElement | undefined, name: string): XmlElement | undefined {
  const found = childrenOf(element, name)
  return found.length === 1 ? found[0] : undefined
}

const asidsIn = (root: XmlElement, name: string): readonly XmlElement[] =>
  allAt(root, `${name}/device/id`).filter(isAsid)

const oneAsid = (root: XmlElement, name: string): string | undefined => {
  const found = asidsIn(root, name)
  return found.length === 1 ? readIi(found[0])?.extension?.trim() : undefined
}

const act = (root: XmlElement): XmlElement | undefined => only(root, 'ControlActEvent')

const hasExtension = (element: XmlElement | undefined, path: string): boolean =>
  Boolean(readIi(at(element, path))?.extension?.trim())

function isAuthor(author: XmlElement): boolean {
  const agent = at(author, 'AgentPersonSDS')
  return ['id', 'agentPersonSDS/id', 'part/partSDSRole/id'].every((path) =>
    hasExtension(agent, path),
  )
}

const isSystem = (author1: XmlElement | undefined): boolean => {
  const id = at(author1, 'AgentSystemSDS/agentSystemSDS/id')
  return id !== undefined && isAsid(id)
}

/** The checks of the HL7 wrapper in their order (tms 10); processing codes are not looked at. */
export const WRAPPER_RULES: readonly WrapperRule[] = [
  {
    key: 'INVALID_ID',
    code: 501,
    needed: true,
    holds: ({ root }) => UUID.test(readIi(only(root, 'id'))?.root.trim() ?? ''),
  },
  {
    key: 'INVALID_CREATION_TIME',
    code: 502,
    holds: ({ root }) => isMoment(readValue(only(root, 'creationTime')) ?? ''),
  },
  {
    key: 'INVALID_VERSION_CODE',
    code: 503,
    holds: ({ root, interaction: { versionCode } }) => {
      const said = codeOf(only(root, 'versionCode'))
      return said !== undefined && (versionCode === undefined || said === versionCode)
    },
  },
  {
    key: 'INVALID_EXTENSION',
    code: 505,
    holds: ({ root }) => {
      const id = readIi(only(root, 'interactionId'))
      return id?.root === ROOTS.interaction && Boolean(id.extension?.trim())
    },
  },
  {
    key: 'INCONSISTENT_HL7_INTERACTION_ID',
    code: 515,
    needed: true,
    holds: ({ root, interaction: { interactionId } }) =>
      root.name === interactionId &&
      readIi(only(root, 'interactionId'))?.extension?.trim() === interactionId,
  },
  {
    key: 'INVALID_COMM_FUNC_RCV',
    code: 506,
    needed: true,
    holds: ({ root }) => oneAsid(root, 'communicationFunctionRcv') !== undefined,
  },
  {
    key: 'INVALID_COMM_FUNC_SND',
    code: 507,
    needed: true,
    holds: ({ root }) => oneAsid(root, 'communicationFunctionSnd') !== undefined,
  },
  {
    key: 'INCONSISTENT_COMM_FUNC_RCV',
    code: 519,
    holds: ({ root, envelope }) =>
      !envelope || oneAsid(root, 'communicationFunctionRcv') === envelope.receiver,
  },
  {
    key: 'INCONSISTENT_COMM_FUNC_SND',
    code: 520,
    holds: ({ root, envelope }) =>
      !envelope || oneAsid(root, 'communicationFunctionSnd') === envelope.sender,
  },
  {
    key: 'INVALID_CONTROL_ACT',
    code: 514,
    needed: true,
    holds: ({ root }) => act(root) !== undefined,
  },
  {
    key: 'CONTROL_ACT_AUTHOR_INVALID',
    code: 508,
    holds: ({ root }) => {
      const authors = childrenOf(act(root), 'author')
      return authors.length <= 1 && authors.every(isAuthor)
    },
  },
  {
    key: 'CONTROL_ACT_AUTHOR_INVALID_CARDINALITY',
    code: 509,
    holds: ({ root }) => [1, 2].includes(childrenOf(act(root), 'author1').length),
  },
  {
    key: 'CONTROL_ACT_AUTHOR_AGENT_INVALID',
    code: 510,
    holds: ({ root }) => isSystem(childrenOf(act(root), 'author1')[0]),
  },
  {
    key: 'CONTROL_ACT_AUTHOR_AGENT2_INVALID',
    code: 511,
    holds: ({ root }) => childrenOf(act(root), 'author1').slice(1).every(isSystem),
  },
  {
    key: 'CONTROL_ACT_QUERY_INVALID',
    code: 512,
    needed: true,
    holds: ({ root, interaction }) =>
      interaction.carries !== 'query' || only(act(root), 'query') !== undefined,
  },
  {
    key: 'CONTROL_ACT_MANDATORY_ELEMENT_MISSING',
    code: 513,
    needed: true,
    holds: ({ root, interaction }) =>
      interaction.carries !== 'subject' || only(act(root), 'subject')?.children.length === 1,
  },
]

/** Rules of the control act, which a batch has none of. */
const OF_CONTROL_ACT: ReadonlySet<MessagingCode> = new Set([508, 509, 510, 511, 512, 513, 514])

const applies = ({ code }: WrapperRule, { interaction }: Examined): boolean =>
  !(interaction.carries === 'batch' && OF_CONTROL_ACT.has(code))

/** The rules that a message breaks, in their order. */
export const brokenRules = (examined: Examined): readonly WrapperRule[] =>
  WRAPPER_RULES.filter((rule) => applies(rule, examined) && !rule.holds(examined))
