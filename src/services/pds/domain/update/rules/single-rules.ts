import type { Singles } from '../changes.js'
import type { RuleContext } from '../context.js'
import { forbidden } from '../fault.js'
import { communicationRules, contactPreferenceRules } from './communication.js'
import { deathDateRules, deathStatusRules } from './death.js'
import {
  callBackRules,
  healthspaceRules,
  paperRecordRules,
  registrationRules,
  sharedSecretRules,
} from './message-only.js'
import { birthDateRules, birthPlaceRules, genderRules, multipleBirthRules } from './person.js'
import { pharmacyRules } from './pharmacies.js'
import { removalRules } from './removal.js'
import type { SingleRules } from './single-rule.js'

/** What only some sources may touch. */
const only = (field: string, sources: readonly RuleContext['source'][]): SingleRules<unknown> => {
  const allowed =
    (what: string) =>
    ({ source }: RuleContext) =>
      sources.includes(source)
        ? undefined
        : forbidden('SOURCE', `source not permitted to ${what} '${field}'`)
  return {
    field,
    check: (_, __, context) => allowed('update')(context),
    checkRemoval: allowed('remove'),
  }
}

export const SINGLE_RULES: { readonly [Name in keyof Singles]: SingleRules<Singles[Name]> } = {
  gender: genderRules,
  birthDate: birthDateRules,
  multipleBirth: multipleBirthRules,
  deathDate: deathDateRules,
  deathStatus: deathStatusRules,
  nominatedPharmacy: pharmacyRules,
  dispensingDoctor: pharmacyRules,
  applianceSupplier: pharmacyRules,
  communication: communicationRules,
  contactPreference: contactPreferenceRules,
  birthPlace: birthPlaceRules,
  sharingConsent: only('sharingConsent', ['local', 'primary-care', 'national']),
  removal: removalRules,
  sensitivity: only('meta', ['national']),
  coverage: only('coverage', ['patient', 'national']),
  healthspace: healthspaceRules,
  sharedSecret: sharedSecretRules,
  callBackConsent: callBackRules,
  registration: registrationRules,
  paperRecord: paperRecordRules,
}
