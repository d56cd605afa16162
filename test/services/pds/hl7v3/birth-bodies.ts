import type { Xml } from '../../../../src/hl7v3/xml/template.js'
import { raw, registeringAuthority } from './update-bodies.js'

const LIST = '2.16.840.1.113883.2.1.3.2.4.'
const NHS = '2.16.840.1.113883.2.1.4.1'
const ODS = '2.16.840.1.113883.2.1.4.3'

export type BirthRelease = '6.3' | '7.2'

/** Pieces of the message of a birth that a test puts in the place of the usual ones. */
export interface BirthBody {
  readonly author?: string
  readonly ignore?: string
  readonly addr?: string
  readonly notifier?: string
  readonly location?: string
  readonly partner?: string
  readonly mother?: string
  readonly gender?: string
  readonly birth?: string
  readonly death?: string
  readonly ethnic?: string
  readonly order?: string
  readonly name?: string
  readonly weight?: string
  readonly clinical?: readonly (string | undefined)[]
  readonly observed?: string
}

const PLACE = '<city>Leeds</city><county>West Yorkshire</county>'

const LOCATION = (release: BirthRelease) => `
  <participantIdentifiedDeliveryLocation classCode="LOCE">
    <code code="2" codeSystem="${LIST}17.173"/>
    <id root="${ODS}" extension="RGS01"/>
    <locatedPlaceOfBirth classCode="PLC" determinerCode="INSTANCE">
      ${release === '6.3' ? `<addr>${PLACE}</addr>` : ''}
      <name>Leeds Example Hospital</name>
    </locatedPlaceOfBirth>
  </participantIdentifiedDeliveryLocation>`

const PROVIDER = { '6.3': 'primaryCareProvider', '7.2': 'assignedOrganization' } as const

export interface MotherBody {
  readonly id?: string
  readonly birth?: string
  readonly name?: string
  readonly practice?: string
}

export const mother = (release: BirthRelease, of: MotherBody = {}): string => `
  <mother classCode="PAT">
    ${of.id ?? `<id root="${NHS}" extension="9000000017"/>`}
    <patientMotherPerson classCode="PSN" determinerCode="INSTANCE">
      ${of.birth ?? '<birthTime value="19980312"/>'}
      ${of.name ?? '<name use="L"><prefix>Mrs</prefix><given>Jayne</given><family>Smyth</family></name>'}
    </patientMotherPerson>
    <subjectOf typeCode="SBJ">
      <primaryCareProvision classCode="PCPR" moodCode="EVN">
        <code code="1" codeSystem="${LIST}17.37"/>
        <performer typeCode="PRF">
          <${PROVIDER[release]}>
            ${of.practice ?? `<id root="${ODS}" extension="A20047"/>`}
          </${PROVIDER[release]}>
        </performer>
      </primaryCareProvision>
    </subjectOf>
  </mother>`

const WRAPPERS = {
  gender: 'COCT_MT000209UK01.PartAdminGenderCode',
  birth: 'COCT_MT000210UK01.PartBirthTime',
  death: 'COCT_MT000211UK01.PartDeceasedTime',
} as const

const wrapped = (release: BirthRelease, kind: keyof typeof WRAPPERS, plain: string): string =>
  release === '6.3' || plain.trim() === ''
    ? plain
    : `<${WRAPPERS[kind]} classCode="PART"><partPerson classCode="PSN" determinerCode="INSTANCE">${plain}</partPerson></${WRAPPERS[kind]}>`

const COMPONENTS = [
  `<suspectedCongenitalAbnormality><value code="N" codeSystem="${LIST}17.171"/></suspectedCongenitalAbnormality>`,
  `<stillbirthIndicator><value code="1" codeSystem="${LIST}17.172"/></stillbirthIndicator>`,
  '<numberOfFoetusInConfinement><value value="1"/></numberOfFoetusInConfinement>',
  '<gestationAge><value value="39"/></gestationAge>',
] as const

/** The message of the birth of a girl in Leeds, whom nobody knows. */
export const birthRequest = (release: BirthRelease, of: BirthBody = {}): Xml =>
  raw(`
  <PdsRegistrationEvent classCode="REG" moodCode="EVN">
    ${of.author ?? `<author typeCode="AUT">${registeringAuthority()}</author>`}
    <pertinentInformation typeCode="PERT">
      <pertinentIgnoreDuplicateRecordCriterion classCode="OBS" moodCode="EVN.CRT">
        ${of.ignore ?? '<value value="false"/>'}
      </pertinentIgnoreDuplicateRecordCriterion>
    </pertinentInformation>
    <subject typeCode="SBJ">
      <patient classCode="PAT">
        ${of.addr ?? '<addr use="H"><streetAddressLine>1</streetAddressLine><streetAddressLine>New Road</streetAddressLine><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><streetAddressLine/><postalCode>LS1 4BU</postalCode></addr>'}
        <babyOf typeCode="BBY">
          <obstetricCareProvision classCode="PCPR" moodCode="EVN">
            <code code="OBS"/>
            <author typeCode="AUT">
              <notifier classCode="ASSIGNED">
                <assignedNotifierPerson classCode="PSN" determinerCode="INSTANCE">
                  ${of.notifier ?? '<name><prefix>Ms</prefix><given>Mary</given><family>Midwife</family></name>'}
                </assignedNotifierPerson>
              </notifier>
            </author>
            <location typeCode="LOC">${of.location ?? LOCATION(release)}</location>
            <primaryInformationRecipient typeCode="PRCP">
              <partnerChildHealth classCode="ASSIGNED">
                ${of.partner ?? '<id root="1.2.826.0.1285.0.1.10" extension="8J7"/>'}
              </partnerChildHealth>
            </primaryInformationRecipient>
            <recordTarget typeCode="RCT">${of.mother ?? mother(release)}</recordTarget>
          </obstetricCareProvision>
        </babyOf>
        <patientPerson classCode="PSN" determinerCode="INSTANCE">
          ${wrapped(release, 'gender', of.gender ?? '<administrativeGenderCode code="2"/>')}
          ${wrapped(release, 'birth', of.birth ?? '<birthTime value="202603010742"/>')}
          ${wrapped(release, 'death', of.death ?? '')}
          ${of.ethnic ?? `<ethnicGroupCode code="A" codeSystem="${LIST}16.6"/>`}
          ${of.order ?? '<multipleBirthOrderNumber value="1"/>'}
          ${of.name ?? '<name use="L"><given>Baby</given><family>NEWBORN</family></name>'}
          ${release === '7.2' ? `<COCT_MT000208UK01.BirthPlace classCode="BIRTHPL"><addr>${PLACE}</addr></COCT_MT000208UK01.BirthPlace>` : ''}
        </patientPerson>
        <subjectOf1 typeCode="SBJ">
          <birthWeight classCode="OBS" moodCode="EVN">${of.weight ?? '<value value="0925"/>'}</birthWeight>
        </subjectOf1>
        <subjectOf2 typeCode="SBJ">
          <clinicalInformation classCode="COMPOSITION" moodCode="EVN">
            ${COMPONENTS.map((usual, at) => `<component${at + 1} typeCode="COMP">${of.clinical?.[at] ?? usual}</component${at + 1}>`).join('')}
          </clinicalInformation>
        </subjectOf2>
        ${of.observed ?? ''}
      </patient>
    </subject>
  </PdsRegistrationEvent>`)
