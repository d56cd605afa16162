import { SPECIAL_LANGUAGES } from '../../domain/update/rules/languages.js'

/** Names of the codes that PDS sends (pds 10.4); a code that is not listed goes without a name. */

export const DEATH_STATUS: Readonly<Record<string, string>> = {
  1: 'Informal - death notice received via an update from a local NHS Organisation such as GP or Trust',
  2: 'Formal - death notice received from Registrar of Deaths',
  U: 'Removed',
}

export const WRITTEN_FORMAT: Readonly<Record<string, string>> = {
  11: 'Large print',
  12: 'Braille',
  13: 'Audio tape',
}

export const CONTACT_METHOD: Readonly<Record<string, string>> = {
  1: 'Letter',
  2: 'Visit',
  3: 'Telephone',
  4: 'E-mail',
  5: 'Minicom (Textphone)',
  6: 'Telephone contact via proxy',
  7: 'Sign language',
  8: 'No Telephone contact',
}

/** The reasons that are shown; every other one is "Other Reason" (pds 10.4). */
export const REMOVAL_REASON: Readonly<Record<string, string>> = {
  DEA: 'Death',
  EMB: 'Embarkation',
  SCT: 'Transferred to Scotland',
  NIT: 'Transferred to Northern Ireland',
  TRA: 'Temporary resident not returned',
  ORR: 'Other Reason',
  AFN: 'Armed Forces (notified by Armed Forces)',
  SDN: 'Services dependant (notified by SMO)',
}

/** Reasons that only entitled applications see (pds 3.8). */
export const CONFIDENTIAL: readonly string[] = ['AFN', 'SDN']

/** The English name of a language code: ISO 639-1, or one of those PDS adds. */
export function languageName(code: string): string {
  const special = SPECIAL_LANGUAGES[code]
  if (special) return special
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

export const SENSITIVITY: Readonly<Record<string, string>> = {
  U: 'unrestricted',
  R: 'restricted',
  V: 'very restricted',
}
