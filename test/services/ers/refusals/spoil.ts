import { setPasBehaviour } from '../../../../src/services/ers/domain/appointment/pas.js'
import { setLock } from '../../../../src/services/ers/domain/lock.js'
import { healthcareServices } from '../../../../src/world/tables/healthcare-service.js'
import { GP, request } from '../../../support/client.js'
import { PATIENT } from '../../../support/ers-bodies.js'
import { ask, file } from '../advice/bodies.js'
import { type Advice, OTHER_CONSULTANT, OTHER_GP, upload } from '../advice/sandbox.js'
import { type Call, send } from './calls.js'

/** Spoils a call, or the world that it is made in, in one way. */
export type Spoil = (call: Call, sandbox: Advice) => Call | Promise<Call>

type Json = Record<string, unknown>

const SERVICE = '11000'

const headers =
  (more: Record<string, string>): Spoil =>
  (call) => ({ ...call, headers: { ...call.headers, ...more } })

/** Edits a copy of the body. */
export const body =
  // biome-ignore lint/suspicious/noExplicitAny: any part of a body may be spoilt
    (edit: (body: any) => unknown): Spoil =>
    (call) => {
      const copy = structuredClone(call.body)
      return { ...call, body: edit(copy) ?? copy }
    }

/** The first coding in a resource, however deep, that names a code of e-RS. */
function firstCoding(value: unknown): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const one = value as Json
  if (typeof one.code === 'string' && typeof one.system === 'string') return one
  for (const part of Object.values(one)) {
    const found = firstCoding(part)
    if (found) return found
  }
  return undefined
}

const asParameters = (resource: Json): Json[] => resource.parameter as Json[]

/** A request in the place of another: its UBRN wherever the call names one. */
export const ofRequest =
  (ubrnOf: (sandbox: Advice) => string | Promise<string>): Spoil =>
  async (call, sandbox) => ({ ...call, ubrn: await ubrnOf(sandbox) })

const stranger =
  (who: typeof OTHER_GP): Spoil =>
  (call, sandbox) => ({ ...call, who: sandbox.as(who) })

/** Makes the call once before: what it does is then done. */
const again: Spoil = async (call, sandbox) => {
  const first = await send(call)
  if (first.status >= 300) throw new Error(`the first call failed: ${first.text}`)
  const read = await sandbox.as(GP).get(`/STU3/ReferralRequest/${call.ubrn}`)
  const version = call.headers['If-Match'] === undefined ? undefined : read.json.meta.versionId
  return version === undefined ? call : headers({ 'If-Match': `W/"${version}"` })(call, sandbox)
}

const sensitive: Spoil = async (call, sandbox) => {
  const done = await request(`${sandbox.url}/_sandbox/patients/${PATIENT}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'SET_SENSITIVITY', sensitivity: 'R' }),
  })
  if (done.status >= 300) throw new Error(done.text)
  return call
}

const locked: Spoil = (call, sandbox) => {
  setLock(sandbox.world(), call.ubrn, true)
  return call
}

export const pas =
  (behaviour: 'REFUSES' | 'ERRORS' | 'TIMES_OUT'): Spoil =>
  (call, sandbox) => {
    setPasBehaviour(sandbox.world(), SERVICE, behaviour)
    return call
  }

const unpublished: Spoil = (call, sandbox) => {
  const { store } = sandbox.world()
  const service = healthcareServices.find(store, SERVICE)
  if (service) healthcareServices.save(store, { ...service, published: false })
  return call
}

/** What can be spoilt in any call of the kind, by the refusal that it leads to (ers-fhir 4). */
export const ANY: Readonly<Record<string, Spoil>> = {
  400: (call) => ({ ...call, body: '{"resourceType":' }),
  404: ofRequest(() => '000099999999'),
  409: headers({ 'If-Match': 'W/"999"' }),
  412: headers({ 'If-Match': '' }),
  415: headers({ 'Content-Type': 'application/json' }),
  423: locked,
  MISSING_VALUE: body((resource: Json) => void asParameters(resource).shift()),
  UNEXPECTED_FIELD: body(
    (resource: Json) => void asParameters(resource).push({ name: 'colour', valueString: 'red' }),
  ),
  INVALID_FHIR_STRUCTURE: body(() => []),
  INVALID_VALUE: body((resource: Json) => {
    resource.meta = { profile: ['https://example.org/other'] }
  }),
  INVALID_CODE: body((resource: Json) => {
    const coding = firstCoding(asParameters(resource))
    if (coding) coding.code = 'NO_SUCH_CODE'
  }),
  PATIENT_ERROR: sensitive,
  INVALID_REQUEST_TYPE: ofRequest((sandbox) => ask(sandbox.as(GP))),
  INVALID_REQUEST_STATE: again,
  SERVICE_UNAVAILABLE: unpublished,
  UNABLE_TO_CANCEL_APPOINTMENT: pas('REFUSES'),
  PAS_RESPONDED_WITH_ERROR: pas('ERRORS'),
  PAS_NOT_RESPONDING: pas('TIMES_OUT'),
}

export const BY_GP = { NO_RELATIONSHIP: stranger(OTHER_GP) }
export const BY_CONSULTANT = { NO_RELATIONSHIP: stranger(OTHER_CONSULTANT) }

const LINKED = '719f6045-e791-4029-8e0f-1201c02b0a55'
const UNKNOWN = '5b7d0cde-0000-4a70-8f02-000000000000'

/** What can be wrong with a file to attach, under the parameter that takes it (ers-fhir 6.5). */
export function files(name: string, type: string): Readonly<Record<string, Spoil>> {
  const attach =
    (idsOf: (sandbox: Advice, ubrn: string) => readonly string[], more: object = {}): Spoil =>
    (call, sandbox) =>
      body((resource: Json) => {
        for (const id of idsOf(sandbox, call.ubrn))
          asParameters(resource).push(file(name, type, id, more) as unknown as Json)
      })(call, sandbox)
  const up = (sandbox: Advice, ubrn: string, fileName = 'a.txt') =>
    upload(sandbox.world(), fileName, ubrn)
  return {
    REFERENCE_NOT_FOUND: attach(() => [UNKNOWN]),
    INVALID_STATE: attach(() => [LINKED]),
    INAPPROPRIATE_VALUE: attach((sandbox) => [upload(sandbox.world(), 'a.txt')]),
    DUPLICATE_FILENAME: attach((sandbox, ubrn) => [up(sandbox, ubrn), up(sandbox, ubrn, 'A.TXT')]),
    CONFLICTING_VALUES: (call, sandbox) => {
      const url = `Binary/${up(sandbox, call.ubrn)}`
      const content = [{ attachment: { url, title: 'b.txt' } }]
      return attach(() => ['x'], { content })(call, sandbox)
    },
  }
}
