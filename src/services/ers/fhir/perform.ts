import { type Answer, type Headers, json } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { accepts } from '../../../http/media-type.js'
import { given } from '../../../world/given.js'
import type { PasRequest } from '../../../world/tables/pas-request.js'
import type { Caller } from '../domain/caller.js'
import { ok, type Refusal, type Result, refuse } from '../domain/outcome.js'
import { runWithPas } from '../domain/pas/run-with-pas.js'
import type { FindPatient } from '../domain/patient.js'
import { adviseOn } from './advise.js'
import { asDocumented } from './as-documented.js'
import type { Access, Door } from './door.js'
import { FHIR_JSON, refusalAnswer } from './errors.js'
import { notePas } from './note-pas.js'
import type { Call, ErsOperation, Success } from './operation.js'
import { permitCaller } from './permission.js'
import { type Bodies, readRequestBody } from './read/request-body.js'

const IF_MATCH = /^W\/"(\d+)"$/

/** The version a client last saw, from `If-Match` in its only legal form (ers-fhir 2.1, 8.7). */
const seenVersion = (header: string | undefined): number | undefined => {
  const digits = IF_MATCH.exec(header ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** What is refused is FHIR JSON everywhere, so a client that asks for that alone is served files too. */
function checkAccept(exchange: Exchange, type: string): Result<undefined> {
  const accept = exchange.request.header('accept')
  return type === 'ANYTHING' || accepts(accept, [type, FHIR_JSON])
    ? ok(undefined)
    : refuse('NOT_ACCEPTABLE', `Accept '${accept}' cannot be met: the answer is ${type}.`)
}

function successAnswer({ status, resource, version, headers }: Success): Answer {
  const all = { ...(version === undefined ? {} : { ETag: `W/"${version}"` }), ...headers }
  return resource === undefined
    ? { status, headers: all, body: null }
    : json(status, resource, all, FHIR_JSON)
}

/**
 * Headers of every answer of e-RS itself (ers-fhir 2.3). Strict-Transport-Security is left out: on a
 * developer's machine it would outlive the sandbox.
 */
const ALWAYS: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-XSS-Protection': '0',
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: '0',
  'X-Frame-Options': 'DENY',
}

/** An answer that came from behind the gateway: it names the transaction. */
const fromErs = ({ world }: Exchange, door: Door, answer: Answer): Answer => ({
  ...answer,
  headers: { ...ALWAYS, [door.transactionHeader]: `${world.ids.uuid()}-1`, ...answer.headers },
})

/** Tells the developer what the bare answer does not. */
function note(exchange: Exchange, operation: ErsOperation, refusals: readonly Refusal[]): void {
  for (const { code, diagnostics } of refusals)
    exchange.find(
      `ers.${code.toLowerCase().replaceAll('_', '-')}`,
      `${code}: ${diagnostics}`,
      `e-RS FHIR API, ${operation.code}`,
    )
}

function prepare(
  exchange: Exchange,
  operation: ErsOperation,
  caller: Result<Caller | undefined>,
): Result<Bodies & { caller: Caller | undefined }> {
  if (!caller.ok) return caller
  const acceptable = checkAccept(exchange, operation.produces ?? FHIR_JSON)
  if (!acceptable.ok) return acceptable
  const body = readRequestBody(exchange.request, operation)
  return body.ok ? ok({ caller: caller.value, ...body.value }) : body
}

/** Writes what an operation came to. */
function answerOf(
  exchange: Exchange,
  operation: ErsOperation,
  door: Door,
  outcome: Result<Success>,
): Answer {
  if (outcome.ok) return fromErs(exchange, door, successAnswer(outcome.value))
  const refusals = outcome.refusals.map((refusal) => asDocumented(operation.code, refusal))
  note(exchange, operation, refusals)
  const status = operation.refusalStatus ?? 422
  return fromErs(
    exchange,
    door,
    refusalAnswer(operation.fhir, refusals, status, exchange.world.clock.iso()),
  )
}

/** Runs what may write; where a hospital's system has to agree, the journal is told how that answered. */
function runWriting(
  exchange: Exchange,
  access: Access,
  run: () => Result<Success>,
): Result<Success> | Promise<Result<Success>> {
  const asked: PasRequest[] = []
  const noted = exchange.findings.length
  const outcome = runWithPas(exchange.world, run, {
    ...given({ userId: access.mode === 'user' ? access.userId : undefined }),
    again: () => exchange.findings.splice(noted),
    answered: (one) => asked.push(one),
  })
  if (!(outcome instanceof Promise)) return outcome
  return outcome.then((result) => {
    for (const one of asked) notePas(exchange, one)
    return result
  })
}

/**
 * Runs an operation: the way in, permission, media types, body, then the operation itself, in one
 * transaction if it writes. A refusal leaves nothing behind. An operation that a hospital's system has
 * to agree to is answered when that has (ers-hl7v3-mim 8.2).
 */
export function perform(
  exchange: Exchange,
  operation: ErsOperation,
  findPatient: FindPatient,
  door: Door,
): Answer | Promise<Answer> {
  const gate = door.pass(exchange, operation.fhir)
  if (!gate.ok) return gate.answer
  adviseOn(exchange, operation)
  const { world } = exchange
  const request = door.request(exchange.request)
  const { access } = gate
  const system = door.permitSystem?.(world, access, operation) ?? ok(undefined)
  const permitted: Result<Caller | undefined> =
    !system.ok || (operation.functions === 'ANY_USER' && access.mode === 'user')
      ? system
      : permitCaller(world, access, operation)
  const prepared = prepare(exchange, operation, permitted)
  const run = (): Result<Success> =>
    prepared.ok
      ? operation.handle({
          world,
          exchange,
          request,
          caller: prepared.value.caller as Caller,
          userId: access.userId,
          base: request.base + door.baseOf(operation.fhir),
          findPatient,
          ifMatch: seenVersion(request.header('if-match')),
          body: prepared.value.body,
          file: prepared.value.file,
        } satisfies Call)
      : prepared
  const finish = (outcome: Result<Success>) => answerOf(exchange, operation, door, outcome)
  const outcome = operation.writes ? runWriting(exchange, access, run) : run()
  return outcome instanceof Promise ? outcome.then(finish) : finish(outcome)
}
