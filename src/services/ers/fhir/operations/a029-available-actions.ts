import { type Referral, referrals } from '../../../../world/tables/referral.js'
import { CLINICAL } from '../../domain/business-function.js'
import { sideOf } from '../../domain/caller.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'
import { type AvailableAction, availableActions } from '../../domain/referral/available-actions.js'
import { hasRelationship } from '../../domain/referral/relationship.js'
import { situationOf } from '../../domain/referral/situation.js'
import { type Call, operation, success } from '../operation.js'
import { localReference } from '../read/local-reference.js'
import { representActions } from '../represent/actions.js'

const FOCUS = /^ReferralRequest\/(\d{12})\/_history\/(\d+)$/

/** The referral and version in focus (ers-fhir 7.29). */
function readFocus(call: Call): Result<{ ubrn: string; version: number }> {
  const { query } = call.request
  for (const name of ['focus', 'intent', 'status'])
    if (!query.get(name)) return refuse('MISSING_PARAMETER', `'${name}' is missing.`)
  for (const [name, expected] of [
    ['intent', 'proposal'],
    ['status', 'ready'],
  ] as const)
    if (query.get(name) !== expected)
      return refuse('INVALID_VALUE', `'${name}' (${query.get(name)?.slice(0, 60)}) is invalid.`)
  const focus = query.get('focus') as string
  const match = FOCUS.exec(localReference(focus))
  return match
    ? ok({ ubrn: match[1] as string, version: Number(match[2]) })
    : refuse('INVALID_VALUE', `'focus' (${focus.slice(0, 100)}) is invalid.`)
}

function referralInFocus(call: Call): Result<Referral> {
  const focus = readFocus(call)
  if (!focus.ok) return focus
  const referral = referrals.find(call.world.store, focus.value.ubrn)
  if (!referral)
    return refuse('REFERENCE_NOT_FOUND', `'focus' (${focus.value.ubrn}) does not exist.`)
  return referral.version === focus.value.version
    ? ok(referral)
    : refuse('HISTORY_NOT_SUPPORTED', `'focus' is not the current version ${referral.version}.`)
}

/** What the caller may do with the referral now; nothing without a relationship (ers-fhir 8.10). */
function actionsFor(call: Call, referral: Referral): AvailableAction[] {
  const patient = call.findPatient(call.world, referral.nhsNumber)
  if (!patient || patient.restricted) return []
  if (!hasRelationship(call.world, call.caller, referral, 'CHANGE')) return []
  return availableActions(situationOf(call.world, referral), sideOf(call.caller))
}

/** A029: what the caller may do with a referral, by the very guards of the operations. */
export const a029AvailableActions = operation({
  code: 'A029',
  title: 'Retrieve available actions for user',
  fhir: 'STU3',
  method: 'GET',
  path: '/Task',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  refusalStatus: 400,
  handle(call) {
    const referral = referralInFocus(call)
    if (!referral.ok) return referral
    const actions = actionsFor(call, referral.value)
    return success(representActions(call.world, call.base, referral.value, actions))
  },
})
