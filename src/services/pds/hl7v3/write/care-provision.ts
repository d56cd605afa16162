import { ROOTS } from '../../../../hl7v3/oids.js'
import { writeIi } from '../../../../hl7v3/types/ii.js'
import { writeInterval } from '../../../../hl7v3/types/interval.js'
import { Xml, xml } from '../../../../hl7v3/xml/template.js'
import { type Patient, type Period, searchable } from '../../../../world/tables/patient.js'
import { PHARMACIES, PRACTICE } from '../codes.js'
import { writeCode } from '../lists.js'
import { interval, objectId } from './items.js'
import { systemDates } from './system-dates.js'

/** An organisation that cares for the patient: the practice, or one of the pharmacies (17.37). */
interface CareProvision {
  readonly code: string
  /** PDS object identifier. */
  readonly id: string
  readonly odsCode: string
  readonly period?: Period
  readonly former?: string
}

/** How an answer names the parts of a care provision, and what it leaves out. */
export interface CareForm {
  readonly provision: 'patientCareProvision' | 'patientCareProvisionEvent'
  readonly performer: 'assignedOrganization' | 'assignedEntity' | 'healthCareProvider'
  /** Where the identifier stands; traces have none. */
  readonly id?: 'first' | 'afterTime'
  /** Whether pharmacies are told too. */
  readonly pharmacies: boolean
}

const practices = (patient: Patient, history: boolean): CareProvision[] =>
  searchable(patient.practices, history).map((one) => ({
    code: PRACTICE,
    id: one.id,
    odsCode: one.odsCode,
    ...(one.period && { period: one.period }),
    ...(one.state && { former: one.replaced ?? '' }),
  }))

const KINDS = ['nominated', 'dispensingDoctor', 'applianceSupplier'] as const

/** The identifier of a pharmacy in a record: there is one of each kind, so it needs no other. */
export const pharmacyId = (code: string): string => `PH00000${code.slice(1)}`

const pharmacies = ({ pharmacies: held = {} }: Patient): CareProvision[] =>
  KINDS.flatMap((kind) => {
    const [odsCode, code] = [held[kind], PHARMACIES.write(kind) as string]
    return odsCode === undefined ? [] : [{ code, id: pharmacyId(code), odsCode }]
  })

const performer = ({ performer: name }: CareForm, odsCode: string): Xml => {
  const id = writeIi('id', { root: ROOTS.organisation, extension: odsCode })
  if (name === 'healthCareProvider')
    return xml`
      <responsibleParty typeCode="RESP">
        <healthCareProvider classCode="PROV">
          ${id}
        </healthCareProvider>
      </responsibleParty>`
  const tag = new Xml(name)
  return xml`
    <performer typeCode="PRF">
      <${tag} classCode="ASSIGNED">
        ${id}
      </${tag}>
    </performer>`
}

function provision(form: CareForm, one: CareProvision): Xml {
  const tag = new Xml(form.provision)
  const id = form.id && writeIi('id', objectId(one.id))
  return xml`
    <playedOtherProviderPatient classCode="PAT">
      <subjectOf typeCode="SBJ">
        <${tag} classCode="PCPR" moodCode="EVN">
          ${form.id === 'first' ? id : undefined}
          ${writeCode('code', 'careProvision', one.code)}
          ${writeInterval('effectiveTime', interval(one.period))}
          ${form.id === 'afterTime' ? id : undefined}
          ${performer(form, one.odsCode)}
          ${one.former === undefined ? undefined : systemDates('subjectOf1', one.former)}
        </${tag}>
      </subjectOf>
    </playedOtherProviderPatient>`
}

/** The care provisions of a patient: those that hold, with `history` earlier ones too. */
export const careProvisions = (patient: Patient, form: CareForm, history = false): Xml[] =>
  [...practices(patient, history), ...(form.pharmacies ? pharmacies(patient) : [])].map((one) =>
    provision(form, one),
  )
