import { codeOf } from '../../../../hl7v3/types/coded.js'
import { childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { current, type Patient } from '../../../../world/tables/patient.js'
import type { PatientChanges } from '../../domain/update/changes.js'
import { isRemoved } from '../rules/rule.js'
import { listChanges } from './changes.js'
import { periodIn } from './contents.js'
import { registersIn, removalOf } from './elements.js'

/** What the message says of practices, and that those it does not name end too. */
function endOfPractices(payload: XmlElement, held: Patient): PatientChanges['practices'] {
  const told = listChanges(payload).practices ?? []
  const named = told.flatMap((one) => (one.mode === 'add' ? [] : one.id))
  const others = current(held.practices).filter(({ id }) => !named.includes(id))
  return [...told, ...others.map(({ id }) => ({ mode: 'remove' as const, id }))]
}

/**
 * What an update by a registration authority changes beside the items: somebody who is taken off the
 * list has no practice from then on, and a new practice takes the reason away (pds 12.14).
 */
export function removalChanges(payload: XmlElement, held: Patient, today: string): PatientChanges {
  const event = removalOf(payload)
  if (!event) return held.removal && registersIn(payload) ? { removal: { remove: true } } : {}
  if (isRemoved(event)) return { removal: { remove: true } }
  const reason = codeOf(childOf(event, 'reasonCode')) ?? ''
  const start = periodIn(event, 'effectiveTime')?.start ?? today
  const practices = endOfPractices(payload, held)
  return {
    removal: { value: { reason, start } },
    ...(practices && practices.length > 0 && { practices }),
  }
}
