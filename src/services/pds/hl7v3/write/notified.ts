import { writeValue } from '../../../../hl7v3/types/simple.js'
import { tsOfDate } from '../../../../hl7v3/types/time.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Patient } from '../../../../world/tables/patient.js'
import { OBSERVED, writeCode } from '../lists.js'
import { birthTime, deceasedTime, gender, observed } from './person.js'

/**
 * When PDS was told of something. It is not held: what is known of the usual name or the birth
 * stands for it.
 */
const notifiedOn = ({ names, birthDate }: Patient): string | undefined =>
  names.find(({ use, state }) => use === 'usual' && state === undefined)?.period?.start ?? birthDate

const notification = (date: string | undefined): Xml | undefined =>
  date === undefined
    ? undefined
    : observed(
        'subjectOf',
        'notificationTime',
        writeCode('code', 'observation', OBSERVED.notificationTime),
        writeValue('value', tsOfDate(date)),
      )

const part = (kind: string, content: Xml | undefined, notified: string | undefined) => {
  const tag = new Xml(kind)
  return (
    content &&
    xml`
      <${tag} classCode="PART">
        <partPerson classCode="PSN" determinerCode="INSTANCE">
          ${content}
        </partPerson>
        ${notification(notified)}
      </${tag}>`
  )
}

/** Sex, birth and death as release 7.2 wraps what the earlier ones write plainly (pds 12.15). */
export const notifiedGender = (patient: Patient): Xml | undefined =>
  part('COCT_MT000209UK01.PartAdminGenderCode', gender(patient), notifiedOn(patient))

export const notifiedBirth = (patient: Patient): Xml | undefined =>
  part('COCT_MT000210UK01.PartBirthTime', birthTime(patient), notifiedOn(patient))

export const notifiedDeath = (patient: Patient): Xml | undefined =>
  part('COCT_MT000211UK01.PartDeceasedTime', deceasedTime(patient), patient.death?.recorded)
