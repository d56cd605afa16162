import type { HealthcareWorkerLogin } from '../../../../world/tables/login-user.js'

/** The level and the method of a login. */
export type Reached = Pick<HealthcareWorkerLogin, 'aal' | 'amr'>

/** The class that CIS2 takes when none is asked for (auth 5.7). */
export const DEFAULT_ACR = 'AAL3_ANY'

/** Levels that a class lets in, and the one method it may be limited to (auth 5.7). */
const CLASSES: Readonly<Record<string, { levels: readonly number[]; method?: string }>> = {
  AAL3_ANY: { levels: [3] },
  AAL2_OR_AAL3_ANY: { levels: [2, 3] },
  AAL2_ANY: { levels: [2] },
  AAL1_USERPASS: { levels: [1] },
  AAL3_N3_SMARTCARD: { levels: [3], method: 'N3_SMARTCARD' },
  AAL3_CIS2_SMARTCARD: { levels: [3], method: 'CIS2_SMARTCARD' },
  AAL3_SMARTCARD: { levels: [3], method: 'SMARTCARD' },
  AAL3_IOS: { levels: [3], method: 'IOS' },
  AAL3_FIDO2: { levels: [3], method: 'FIDO2' },
  AAL2_TOTP: { levels: [2], method: 'TOTP' },
  AAL2_NHSMAIL: { levels: [2], method: 'NHSMAIL' },
}

/** Every smartcard will do where the class names smartcards in general. */
const fits = (method: string | undefined, amr: string): boolean =>
  method === undefined || amr === method || (method === 'SMARTCARD' && amr.endsWith('SMARTCARD'))

/** True if `acr_values` names at least one class that CIS2 knows. */
export const isKnownAcr = (acr: string): boolean =>
  acr.split(' ').some((one) => Object.hasOwn(CLASSES, one))

const askedOf = (acr: string): readonly string[] =>
  isKnownAcr(acr) ? acr.split(' ') : [DEFAULT_ACR]

/** The first class of `acr_values` that a login satisfies; unknown classes count as the default. */
export const reachedClass = (acr: string, { aal, amr }: Reached): string | undefined =>
  askedOf(acr).find((one) => {
    const known = CLASSES[one]
    return !!known && known.levels.includes(aal) && fits(known.method, amr)
  })

/** True if a login satisfies `acr_values`. */
export const satisfies = (acr: string, reached: Reached): boolean =>
  reachedClass(acr, reached) !== undefined

/** The classes that a discovery document lists. */
export const KNOWN_CLASSES: readonly string[] = Object.keys(CLASSES)
