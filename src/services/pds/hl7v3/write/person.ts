import { ROOTS } from '../../../../hl7v3/oids.js'
import { writeIi } from '../../../../hl7v3/types/ii.js'
import { writeValue } from '../../../../hl7v3/types/simple.js'
import { tsOfDate } from '../../../../hl7v3/types/time.js'
import { attribute, Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Communication, ContactPreference, Patient } from '../../../../world/tables/patient.js'
import { GENDERS } from '../codes.js'
import { CALL_BACK, NCRS_CONSENT, OBSERVED, writeCode } from '../lists.js'

/** Parts of a patient that a record has once, as every release writes them. */

export const nhsNumber = (number: string): Xml =>
  writeIi('id', { root: ROOTS.nhsNumber, extension: number })

export const gender = ({ gender: held }: Patient): Xml | undefined => {
  const code = held && GENDERS.write(held)
  return code === undefined
    ? undefined
    : new Xml(`<administrativeGenderCode${attribute('code', code)}/>`)
}

/** To the minute where the birth was notified so (pds 14). */
export const birthTime = ({ birthDate, birth }: Patient): Xml | undefined =>
  birthDate === undefined
    ? undefined
    : writeValue('birthTime', tsOfDate(birthDate) + (birth?.time ?? ''))

export const deceasedTime = ({ death }: Patient): Xml | undefined =>
  death && writeValue('deceasedTime', tsOfDate(death.date))

export const birthOrder = ({ multipleBirth }: Patient): Xml | undefined =>
  multipleBirth === undefined ? undefined : writeValue('multipleBirthOrderNumber', multipleBirth)

/** Only sensitive records say what they are; there is no code for very sensitive ones (pds 14). */
export const confidentiality = ({ sensitivity }: Patient): Xml | undefined =>
  sensitivity === 'U' ? undefined : writeCode('confidentialityCode', 'sensitivity', 'S')

/** Something observed, below a subject of the name that the release gives it. */
export const observed = (
  subject: string,
  observation: string,
  ...parts: (Xml | undefined)[]
): Xml => {
  const [outer, inner] = [new Xml(subject), new Xml(observation)]
  return xml`
    <${outer} typeCode="SBJ">
      <${inner} classCode="OBS" moodCode="EVN">
        ${parts}
      </${inner}>
    </${outer}>`
}

/** A death that was taken back is not notified any more. */
export function deathNotification(subject: string, { death }: Patient): Xml | undefined {
  if (death?.status === undefined || death.status === 'U') return undefined
  return observed(
    subject,
    'deathNotification',
    writeCode('code', 'observation', OBSERVED.death),
    writeCode('value', 'deathNotification', death.status),
  )
}

const consentTo = (subject: string, kind: string, code: string | undefined): Xml | undefined =>
  code === undefined
    ? undefined
    : observed(
        subject,
        'consent',
        writeCode('code', 'consentType', kind),
        writeCode('value', 'consentValue', code),
      )

/** What the patient consents to: sharing the record, being called back. */
export const consent = (subject: string, { sharingConsent, messageOnly }: Patient) => [
  consentTo(subject, NCRS_CONSENT, sharingConsent),
  consentTo(subject, CALL_BACK, messageOnly?.callBackConsent),
]

const contactTimes = (times: string): Xml => xml`
  <pertinentInformation typeCode="PERT">
    <pertinentPreferredContactTimes classCode="OBS" moodCode="EVN">
      ${writeCode('code', 'observation', OBSERVED.contactTimes)}
      <value>${times}</value>
    </pertinentPreferredContactTimes>
  </pertinentInformation>`

export function contactMethod(subject: string, wish: ContactPreference = {}): Xml | undefined {
  const { method, times } = wish
  if (method === undefined && times === undefined) return undefined
  return observed(
    subject,
    'preferredContactMethod',
    writeCode('code', 'observation', OBSERVED.contactMethod),
    method === undefined ? undefined : writeCode('value', 'contactMethod', method),
    times === undefined ? undefined : contactTimes(times),
  )
}

export const writtenFormat = (subject: string, { format }: ContactPreference = {}) =>
  format === undefined
    ? undefined
    : observed(
        subject,
        'preferredWrittenCommunicationFormat',
        writeCode('code', 'observation', OBSERVED.writtenFormat),
        writeCode('value', 'writtenFormat', format),
      )

const language = (spoken: Communication) => ({
  code: new Xml(`<languageCode${attribute('code', spoken.language)}/>`),
  preferred: writeValue('preferenceInd', true),
  interpreter: writeCode('proficiencyLevelCode', 'interpreter', spoken.interpreter ? '1' : '0'),
})

/** The language spoken; the oldest release has its parts in another order. */
export function languageCommunication(
  spoken: Communication | undefined,
  order: 'preferenceFirst' | 'preferenceLast' = 'preferenceFirst',
): Xml | undefined {
  if (!spoken) return undefined
  const { code, preferred, interpreter } = language(spoken)
  return xml`
    <languageCommunication>
      ${code}
      ${order === 'preferenceFirst' ? [preferred, interpreter] : [interpreter, preferred]}
    </languageCommunication>`
}

export const serialChangeNumber = (version: number): Xml => xml`
  <pertinentInformation typeCode="PERT">
    <pertinentSerialChangeNumber classCode="OBS" moodCode="EVN">
      ${writeCode('code', 'observation', OBSERVED.serialChangeNumber)}
      <value value="${version}"/>
    </pertinentSerialChangeNumber>
  </pertinentInformation>`
