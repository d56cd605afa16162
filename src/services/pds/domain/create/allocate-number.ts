import { checkDigit } from '../../../../world/nhs-number.js'
import { findPatient } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'

/** Numbers are drawn from here on: the range of test numbers, which nobody is given in life (pds 2). */
const FIRST_NINE_DIGITS = 999_000_000

/** The number that the official sandbox gives for each kind of new record: offered first (pds 2). */
const OFFERED = { registration: '5182663366', birth: '5900010775' } as const

export type Occasion = keyof typeof OFFERED

/** A valid NHS number that nobody in the world has. */
export function allocateNumber(world: World, occasion: Occasion): string {
  const offered = OFFERED[occasion]
  if (!findPatient(world.store, offered)) return offered
  for (;;) {
    const nine = String(FIRST_NINE_DIGITS + world.ids.next('nhs-number'))
    const check = checkDigit(nine)
    const number = `${nine}${check}`
    if (check !== undefined && !findPatient(world.store, number)) return number
  }
}
