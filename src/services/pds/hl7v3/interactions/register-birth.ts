import type { XmlElement } from '../../../../hl7v3/xml/element.js'
import type { Patient } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import { possiblySamePerson } from '../../domain/create/find-matches.js'
import { type Birth, registerBirth as register } from '../../domain/create/register-birth.js'
import { redact } from '../../domain/redact.js'
import { update } from '../declare.js'
import { updateFailure } from '../failures.js'
import { type Failure, fail, read, updated } from '../outcomes.js'
import { birthIn } from '../read/birth.js'
import { addressesOf, namesOf, telecomsOf } from '../read/elements.js'
import { version } from '../releases.js'
import { BIRTH_RULES } from '../rules/birth.js'
import { NEW_ADDRESS_RULES, NEW_NAME_RULES, NEW_TELECOM_RULES } from '../rules/items.js'
import { check } from '../rules/rule.js'
import { duplicates } from '../write/duplicates.js'
import { registered } from '../write/scn.js'

/** Duplicates are told in a message of their own, upon which the sender may insist. */
const DUPLICATES = {
  '4.2': undefined,
  '6.3': 'PRPA_IN000207UK03',
  '7.2': 'PRPA_IN000207UK05',
} as const

const MATCHES: readonly string[] = ['SINGLE_MATCH', 'MULTIPLE_MATCHES']

const possible = (world: World, { demographics }: Birth): Patient[] =>
  possiblySamePerson(world.store, demographics).map((patient) => redact(patient, false))

const checkBirth = (payload: XmlElement): Failure | undefined =>
  check([payload], BIRTH_RULES) ??
  check(addressesOf(payload), NEW_ADDRESS_RULES) ??
  check(telecomsOf(payload), NEW_TELECOM_RULES) ??
  check(namesOf(payload), NEW_NAME_RULES)

/** Makes the record of a baby (pds 12.14). */
export const registerBirth = update({
  title: 'Register a birth',
  pattern: 'reliable',
  versions: [
    version('6.3', 'PRPA_IN000205UK03', 'PRPA_IN000206UK01'),
    version('7.2', 'PRPA_IN000205UK05', 'PRPA_IN000206UK01'),
  ],
  perform({ content: payload }, world, { release, answer }) {
    const broken = checkBirth(payload)
    if (broken) return fail(broken)
    const birth = birthIn(payload)
    const made = register(world, birth)
    if (made.ok) return read(updated(answer, registered(made.value, release)))
    const list = DUPLICATES[release]
    return list !== undefined && MATCHES.includes(made.refusal.code)
      ? read(updated(list, duplicates(possible(world, birth), release)))
      : fail(updateFailure(made.refusal))
  },
})
