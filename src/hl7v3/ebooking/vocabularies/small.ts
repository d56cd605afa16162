import { oid } from '../../oids.js'
import { openVocabulary, vocabulary } from './vocabulary.js'

/** The small lists of eBooking messages (ers-hl7v3-mim 10.5). */

/** `1`: send the patient no letter. */
export const SUPPRESSION = vocabulary('CorrespondenceSuppression', ['0', '1'], oid('17.90'))

/** `1`: the patient may be called back. */
export const CALLBACK_CONSENT = vocabulary('CallbackConsent', ['0', '1'], oid('17.99'))

/** Not known, male, female, not specified. */
export const SEX = vocabulary('Sex', ['0', '1', '2', '9'])

export type SexCode = (typeof SEX.codes)[number]

export const HEARING = vocabulary('HearingStatus', ['1', '2'], oid('17.98'))

export type HearingCode = (typeof HEARING.codes)[number]

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => String(from + at).padStart(2, '0'))

export const RELATIONSHIP = vocabulary(
  'PersonRelationshipType',
  [...numbered(1, 21), '98', '99'],
  oid('16.15'),
)

export const CATEGORY_HEADING = vocabulary('ReferralCategoryHeading', numbered(1, 17), oid('17.96'))

export const SERVICE_TYPE = vocabulary(
  'ServiceTypeRequested',
  [...numbered(1, 5), '99'],
  oid('16.24'),
)

export const INTERPRETATION = vocabulary('Interpretation', ['HI', 'LO', 'OR', 'PA'], oid('16.8'))

export const ACKNOWLEDGEMENT_TYPE = vocabulary('AcknowledgementType', ['AA', 'AE', 'AR'])

export const DETAIL_TYPE = vocabulary('AcknowledgementDetailType', ['ER', 'WG', 'IF'])

export const PROCESSING_ID = vocabulary('ProcessingID', ['D', 'P', 'T'])

export const PROCESSING_MODE = vocabulary('ProcessingMode', ['A', 'I', 'R', 'T'])

export const VERSION_CODE = vocabulary('HL7StandardVersionCode', [
  ...['2.0', '2.1', '2.2', '2.3', '3.0', '3.1'].map((release) => `V3NPfIT${release}`),
  ...numbered(1, 9).map((patch) => `V3NPfIT3.1.${patch}`),
])

export const HUMAN_LANGUAGE = openVocabulary('HumanLanguage', /^(?:[a-z]{2}|[A-Z]{2}|q[1-5])$/)

export const LOCATION_TYPE = openVocabulary(
  'EhrLocationType',
  /^(?:0(?:0[1-9]|1\d|2[0-6])|510|520|990)$/,
  '2.16.840.1.113883.2.1.6.7',
)

export const RELIGIOUS_AFFILIATION = openVocabulary('ReligiousAffiliation', /\S/, oid('16.21'))

export const ETHNIC_CATEGORY = openVocabulary('EthnicCategory', /\S/, oid('16.6'))

export const UNCERTAINTY = openVocabulary('ActUncertainty', /\S/)
