import { filterText } from '../filter/text.js'
import type { AnsweredRequest, BindRequest, Message, SearchRequest } from '../message/request.js'
import { printable, printableLine } from './printable.js'

/** A request as the journal shows it: who or what it is about, its rest in the manner of an LDAP address (RFC 4516), and all of it in words. */
export interface ReadableRequest {
  readonly operation: string
  readonly target: string
  readonly search: string
  readonly text: string
}

const lines = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${printable(name)}: ${printable(String(value))}\n`)
    .join('')

const searchText = (request: SearchRequest) => ({
  base: request.base,
  scope: request.scope,
  filter: filterText(request.filter),
  attributes: request.attributes.join(' ') || '*',
  typesOnly: request.typesOnly ? 'yes' : undefined,
  sizeLimit: request.sizeLimit || undefined,
  timeLimit: request.timeLimit || undefined,
})

/** Passwords are not kept: only whether there was one. */
const bindText = ({ version, name, credentials }: BindRequest) => ({
  version: String(version),
  name,
  password:
    credentials.kind === 'simple' ? (credentials.password === '' ? 'none' : 'given') : undefined,
  mechanism: credentials.kind === 'sasl' ? credentials.mechanism : undefined,
})

function textOf(request: AnsweredRequest): Record<string, string | number | undefined> {
  switch (request.kind) {
    case 'search':
      return searchText(request)
    case 'bind':
      return bindText(request)
    case 'extended':
      return { oid: request.oid }
    case 'compare':
      return { name: request.name, [request.attribute]: request.value }
    default:
      return {
        name: request.name,
        newRdn: request.newRdn,
        attributes: request.attributes.join(' ') || undefined,
      }
  }
}

function targetOf(request: AnsweredRequest): string {
  if (request.kind === 'search') return request.base
  return request.kind === 'extended' ? request.oid : request.name
}

const searchOf = (request: AnsweredRequest): string =>
  request.kind === 'search'
    ? `${request.attributes.join(',')}?${request.scope}?${filterText(request.filter)}`
    : ''

/** Name of an operation in the journal and for faults. */
export const operationName = (kind: AnsweredRequest['kind']): string =>
  `ldap-${kind === 'modifyDn' ? 'modify-dn' : kind}`

/** A request in readable text; undefined for one that gets no answer. */
export function readableRequest({ request, controls }: Message): ReadableRequest | undefined {
  if (request.kind === 'unbind' || request.kind === 'abandon') return undefined
  if (request.kind === 'refused')
    return { operation: operationName(request.of), target: '', search: '', text: '' }
  const names = controls.map(
    ({ oid, critical }) => `control: ${printable(oid)}${critical ? ' critical' : ''}\n`,
  )
  return {
    operation: operationName(request.kind),
    target: printableLine(targetOf(request)),
    search: printableLine(searchOf(request)),
    text: `${lines(textOf(request))}${names.join('')}`,
  }
}
