import { LIMITS } from '../../../../world/limits.js'
import {
  BerError,
  type Element,
  Elements,
  elementsOf,
  integerOf,
  lengthOfFirst,
  TAG,
} from '../ber.js'
import { decodeFilter, FilterTooLarge } from '../filter/decode.js'
import type { Filter } from '../filter/filter.js'
import type {
  AnsweredRequest,
  Control,
  Credentials,
  Message,
  Request,
  Scope,
  WriteRequest,
} from './request.js'
import { type Result, result } from './result.js'

/** A request that can be answered, though not done. */
class NotTaken extends Error {
  readonly result: Result

  constructor(refusal: Result) {
    super(refusal.message)
    this.result = refusal
  }
}

const refuse = (text: string): never => {
  throw new NotTaken(result('protocolError', text))
}

const SIMPLE = 0x80
const SASL = 0xa3

function decodeCredentials({ tag, value }: Element): Credentials {
  if (tag === SIMPLE) return { kind: 'simple', password: value.toString('utf8') }
  if (tag === SASL) return { kind: 'sasl', mechanism: new Elements(value).text() }
  return refuse(`0x${tag.toString(16)} is no way of authentication`)
}

function decodeBind(bytes: Buffer): Request {
  const parts = new Elements(bytes)
  const version = parts.integer()
  const name = parts.text()
  const credentials = decodeCredentials(parts.next())
  parts.end()
  return { kind: 'bind', version, name, credentials }
}

const SCOPES: readonly Scope[] = ['base', 'one', 'sub', 'children']
const ALIAS_MODES = 4

function filterOf(element: Element): Filter {
  try {
    return decodeFilter(element)
  } catch (error) {
    if (!(error instanceof FilterTooLarge)) throw error
    throw new NotTaken(result('adminLimitExceeded', error.message))
  }
}

const textsOf = (bytes: Buffer): string[] =>
  elementsOf(bytes).map(({ tag, value }) => {
    if (tag !== TAG.octetString) throw new BerError('a list with something else than texts')
    return value.toString('utf8')
  })

/** Aliases are followed or not as the client likes: the directory has none. */
function decodeSearch(bytes: Buffer): Request {
  const parts = new Elements(bytes)
  const base = parts.text()
  const scope = SCOPES[parts.integer(TAG.enumerated)]
  const aliases = parts.integer(TAG.enumerated)
  const [sizeLimit, timeLimit] = [parts.integer(), parts.integer()]
  const typesOnly = parts.boolean()
  const [filter, attributes] = [parts.next(), parts.take(TAG.sequence)]
  parts.end()
  if (!scope) return refuse('there is no such scope')
  if (aliases < 0 || aliases >= ALIAS_MODES) refuse('there is no such way to follow aliases')
  if (sizeLimit < 0 || timeLimit < 0) refuse('a limit is below zero')
  return {
    ...{ kind: 'search', base, scope, sizeLimit, timeLimit, typesOnly },
    filter: filterOf(filter),
    attributes: textsOf(attributes),
  }
}

function decodeCompare(bytes: Buffer): Request {
  const parts = new Elements(bytes)
  const name = parts.text()
  const assertion = new Elements(parts.take(TAG.sequence))
  parts.end()
  return { kind: 'compare', name, attribute: assertion.text(), value: assertion.text() }
}

/** The type of an attribute in a list of attributes with values. */
const typeOf = ({ tag, value }: Element): string => {
  if (tag !== TAG.sequence) throw new BerError('an attribute that is no sequence')
  const parts = new Elements(value)
  const type = parts.text()
  parts.take(TAG.set)
  parts.end()
  return type
}

function decodeAdd(bytes: Buffer): WriteRequest {
  const parts = new Elements(bytes)
  const name = parts.text()
  const attributes = elementsOf(parts.take(TAG.sequence)).map(typeOf)
  parts.end()
  return { kind: 'add', name, attributes }
}

function decodeModify(bytes: Buffer): WriteRequest {
  const parts = new Elements(bytes)
  const name = parts.text()
  const attributes = elementsOf(parts.take(TAG.sequence)).map(({ value }) => {
    const change = new Elements(value)
    change.integer(TAG.enumerated)
    return typeOf(change.next())
  })
  parts.end()
  return { kind: 'modify', name, attributes }
}

function decodeModifyDn(bytes: Buffer): WriteRequest {
  const parts = new Elements(bytes)
  const name = parts.text()
  const newRdn = parts.text()
  parts.boolean()
  parts.optional(0x80)
  parts.end()
  return { kind: 'modifyDn', name, attributes: [], newRdn }
}

function decodeExtended(bytes: Buffer): Request {
  const parts = new Elements(bytes)
  const oid = parts.text(0x80)
  parts.optional(0x81)
  parts.end()
  return { kind: 'extended', oid }
}

interface Operation {
  readonly kind: AnsweredRequest['kind']
  readonly decode: (bytes: Buffer) => Request
}

const operation = (kind: Operation['kind'], decode: Operation['decode']): Operation => ({
  kind,
  decode,
})

/** What gets an answer, by its tag. */
const OPERATIONS: Readonly<Record<number, Operation>> = {
  96: operation('bind', decodeBind),
  99: operation('search', decodeSearch),
  102: operation('modify', decodeModify),
  104: operation('add', decodeAdd),
  74: operation('delete', (bytes) => ({
    kind: 'delete',
    name: bytes.toString('utf8'),
    attributes: [],
  })),
  108: operation('modifyDn', decodeModifyDn),
  110: operation('compare', decodeCompare),
  119: operation('extended', decodeExtended),
}
const UNBIND = 0x42
const ABANDON = 0x50

function decodeRequest({ tag, value }: Element): Request {
  if (tag === UNBIND) return { kind: 'unbind' }
  if (tag === ABANDON) return { kind: 'abandon', id: integerOf(value) }
  const known = OPERATIONS[tag]
  if (!known) throw new BerError(`0x${tag.toString(16)} is no request`)
  try {
    return known.decode(value)
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    return { kind: 'refused', of: known.kind, result: error.result }
  }
}

function decodeControl({ value }: Element): Control {
  const parts = new Elements(value)
  const oid = parts.text()
  const critical = parts.optional(TAG.boolean)
  const content = parts.optional(TAG.octetString)
  parts.end()
  return {
    oid,
    critical: critical !== undefined && critical[0] !== 0,
    ...(content === undefined ? {} : { value: content }),
  }
}

const CONTROLS = 0xa0

/** Reads one whole message; refuses what is none with a BerError. */
export function decodeMessage(bytes: Buffer): Message {
  const outer = new Elements(bytes)
  const parts = new Elements(outer.take(TAG.sequence))
  const id = parts.integer()
  if (id < 0) throw new BerError('a message id below zero')
  const request = decodeRequest(parts.next())
  const controls = parts.optional(CONTROLS)
  return { id, request, controls: controls ? elementsOf(controls).map(decodeControl) : [] }
}

/** How long the message is whose beginning has come; undefined while that cannot be told. Refuses with a BerError. */
export function lengthOfMessage(bytes: Buffer): number | undefined {
  if (bytes.length > 0 && bytes[0] !== TAG.sequence)
    throw new BerError('not the start of a message')
  const length = lengthOfFirst(bytes)
  if (length !== undefined && length > LIMITS.ldapMessage)
    throw new BerError(`a message of more than ${LIMITS.ldapMessage} bytes`)
  return length
}
