import { given } from '../../../../../world/given.js'
import type { PatientContact, PatientTelecom } from '../../../../../world/tables/patient.js'
import { broken, type Fault, invalid, tooFew } from '../fault.js'
import { firstFault, type ListRules } from './list-rules.js'
import { checkPeriod } from './period.js'

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/
const [SHORTEST, LONGEST] = [7, 89]
const LONGEST_NUMBER = 32

interface Point {
  readonly system: PatientTelecom['system']
  readonly value: string
}

/** An e-mail address has 7 to 89 characters and is well formed (pds 6.5). */
export function checkPoint({ system, value }: Point, at: string): Fault | undefined {
  if (value === '') return invalid('TELECOM_EMPTY', value, `${at}/value`)
  if (system !== 'email')
    return value.length > LONGEST_NUMBER
      ? invalid('TELECOM_TOO_LONG', value, `${at}/value`)
      : undefined
  return EMAIL.test(value) && value.length >= SHORTEST && value.length <= LONGEST
    ? undefined
    : broken('EMAIL', 'email format is invalid')
}

const sameKind = (a: Omit<PatientTelecom, 'id'>, b: Omit<PatientTelecom, 'id'>): boolean =>
  a.system === b.system && a.use === b.use

/** What must hold of telecoms (pds 6.5): one of each system and use, which do not change. */
export const telecomRules: ListRules<PatientTelecom> = {
  field: 'telecom',
  tidy: ({ period, system, use, value }) =>
    given({ period, system, use, value: value.trim() }) as never,
  check: (telecom, at, context, held) =>
    firstFault([
      () => checkPoint(telecom, at),
      () =>
        held && !sameKind(held, telecom)
          ? broken(
              'TELECOM_KIND_CHANGED',
              `system and use of '${at}' cannot be changed: remove it and add another`,
            )
          : undefined,
      () => checkPeriod(telecom, at, context, held),
    ]),
  checkBeside: (telecom, others) =>
    others.some((other) => sameKind(other, telecom))
      ? broken(
          'SECOND_TELECOM',
          `multiple telecoms of system '${telecom.system}' and use '${telecom.use ?? ''}' cannot be added`,
        )
      : undefined,
}

/** What must hold of emergency contacts (pds 6.5): no fax, at least one telecom. */
export const contactRules: ListRules<PatientContact> = {
  field: 'contact',
  tidy: ({ period, telecom }) =>
    given({
      period,
      telecom: telecom.map(({ system, value }) => ({ system, value: value.trim() })),
    }) as never,
  check: (contact, at, context, held) =>
    firstFault([
      () =>
        contact.telecom.length === 0
          ? tooFew('CONTACT_TELECOM_MISSING', contact.telecom, `${at}/telecom`)
          : undefined,
      ...contact.telecom.map((point, place) => () => {
        const field = `${at}/telecom/${place}`
        return point.system === 'fax'
          ? invalid('CONTACT_FAX', 'fax', `${field}/system`)
          : checkPoint(point, field)
      }),
      () => checkPeriod(contact, at, context, held),
    ]),
  checkBeside: () => undefined,
}
