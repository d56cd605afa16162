const SERVICES = 'urn:nhs:names:services'

/** An interaction in full: `ebs:PRSC_IN080000UK07` is short for one of the Spine's services. */
export const fullInteraction = (name: string): string =>
  name.startsWith('urn:') ? name : `${SERVICES}:${name}`

/** What e-RS sends to a hospital's system; the rest of `ebs` it receives (sds 2.5). */
const TO_HOSPITAL = [
  'PRSC_IN080000UK07',
  'PRSC_IN040000UK08',
  'PRSC_IN070000UK08',
  'MCCI_IN010000UK13',
].map((action) => `${SERVICES}:ebs:${action}`)

const TO_ERS = [
  'PRSC_IN050000UK06',
  'PRSC_IN060000UK06',
  'PRSC_IN090000UK09',
  'PRSC_IN100000UK06',
  'PRSC_IN110000UK08',
  'PRSC_IN130000UK07',
  'PRSC_IN140000UK06',
  'PRSC_IN150000UK06',
].map((action) => `${SERVICES}:ebs:${action}`)

const SIGNALS = ['Acknowledgment', 'MessageError'].map(
  (name) => `urn:oasis:names:tc:ebxml-msg:service:${name}`,
)

const DEMOGRAPHICS = [
  'pdsquery:QUPA_IN000005UK01',
  'pdsquery:QUPA_IN000006UK02',
  'pdsquery:QUPA_IN000008UK02',
  'pdsquery:QUPA_IN040000UK32',
  'pds:MCCI_IN010000UK13',
].map(fullInteraction)

const E_RS = ['ers:READ_PRACTITIONER_ROLE_R4_V001', 'ers:READ_PRACTITIONER_ROLE_R4_V002'].map(
  fullInteraction,
)

/** Kinds of systems, and what they usually may send or receive. */
export const PRESETS = {
  HOSPITAL: [...TO_HOSPITAL, ...TO_ERS, ...SIGNALS, ...E_RS, ...DEMOGRAPHICS],
  PRACTICE: [...E_RS, ...DEMOGRAPHICS],
} as const

export type Preset = keyof typeof PRESETS

export const PRESET_NAMES = Object.keys(PRESETS) as [Preset, ...Preset[]]

/** Of what a system may use, that which e-RS sends to it (chosen: nothing else says the direction). */
export const usuallyReceived = (interactions: readonly string[]): string[] =>
  interactions.filter((one) => TO_HOSPITAL.includes(one))
