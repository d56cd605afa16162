import { type Xml, xml } from '../../../../src/hl7v3/xml/template.js'

const LIST = '2.16.840.1.113883.2.1.3.2.4.'
const NHS = '2.16.840.1.113883.2.1.4.1'
const ODS = '2.16.840.1.113883.2.1.4.3'

/** A piece of a message that a test writes out. */
export const raw = (text: string): Xml => xml`${[xmlOf(text)]}`
const xmlOf = (text: string): Xml => Object.assign(xml``, { text })

export const objectId = (id: string): string => `<id root="${LIST}18.1" extension="${id}"/>`

export interface UpdateBody {
  readonly nhsNumber?: string
  readonly version?: number | string
  readonly code?: string
  /** Before the number: addresses. */
  readonly addr?: string
  readonly telecom?: string
  readonly person?: string
  /** After the person: `subjectOf`. */
  readonly observed?: string
  readonly author?: string
  /** The element of the payload. */
  readonly payload?: 'PdsUpdateRequest' | 'PdsNhaisUpdateRequest'
}

const PERSON = `
  <assignedRegisteringOrganization classCode="ORG" determinerCode="INSTANCE">
    <scopedAssignedPerson classCode="ASSIGNED">
      <id root="1.2.826.0.1285.0.1.10" extension="G1234567"/>
    </scopedAssignedPerson>
  </assignedRegisteringOrganization>`

/** An organisation that registers; those of NHAIS name a person of theirs. */
export const registeringAuthority = (code = 'c', who: 'person' | 'nobody' = 'nobody'): string => `
  <registeringAuthority classCode="ASSIGNED">
    <code code="${code}" codeSystem="${LIST}16.20"/>
    <id root="${ODS}" extension="A20047"/>
    ${who === 'person' ? PERSON : ''}
  </registeringAuthority>`

/** When a registration began or ended. */
const SINCE = '<effectiveTime><low value="20260115"/></effectiveTime>'

/** A registration with an authority. */
export const registrationEvent = (mode: string, since = SINCE): string => `
  <subjectOf2 typeCode="SBJ">
    <nHAISRegistrationEvent classCode="REG" moodCode="EVN" updateMode="${mode}">
      <code code="01" codeSystem="${LIST}17.165"/>
      ${since}
      <custodian typeCode="CST">
        <assignedDevice classCode="ASSIGNED">
          <id root="1.2.826.0.1285.0.2.0.107" extension="NTH"/>
        </assignedDevice>
      </custodian>
    </nHAISRegistrationEvent>
  </subjectOf2>`

const REMOVALS = {
  '6.3': ['nHAISRemovalRegistrationEvent', '02'],
  '7.2': ['pCRemovalRegistrationEvent', '04'],
} as const

/** The end of a registration; a removal of it names it alone. */
export function removalEvent(
  release: '6.3' | '7.2',
  mode: string,
  reason?: string,
  since = SINCE,
): string {
  const [name, code] = REMOVALS[release]
  const told = reason && `<reasonCode code="${reason}" codeSystem="${LIST}17.168"/>`
  return `
    <subjectOf3 typeCode="SBJ">
      <${name} classCode="REG" moodCode="EVN" updateMode="${mode}">
        <code code="${code}" codeSystem="${LIST}17.165"/>
        ${reason === undefined ? '' : since}
        ${told ?? ''}
      </${name}>
    </subjectOf3>`
}

/** A general update, as every release writes it in the main. */
export const updateRequest = (of: UpdateBody): Xml =>
  raw(`
  <${of.payload ?? 'PdsUpdateRequest'} classCode="REG" moodCode="RQO">
    <code code="${of.code ?? '1'}" codeSystem="${LIST}17.40"/>
    ${of.author ? `<author typeCode="AUT">${of.author}</author>` : ''}
    <pertinentInformation typeCode="PERT">
      <pertinentSerialChangeNumber classCode="OBS" moodCode="EVN">
        <code code="2" codeSystem="${LIST}17.35"/>
        <value value="${of.version ?? 2}"/>
      </pertinentSerialChangeNumber>
    </pertinentInformation>
    <subject typeCode="SBJ">
      <patientRole classCode="PAT">
        ${of.addr ?? ''}
        <id root="${NHS}" extension="${of.nhsNumber ?? '9000000009'}"/>
        ${of.telecom ?? ''}
        <patientPerson classCode="PSN" determinerCode="INSTANCE">${of.person ?? ''}</patientPerson>
        ${of.observed ?? ''}
      </patientRole>
    </subject>
  </${of.payload ?? 'PdsUpdateRequest'}>`)

export const observed = (name: string, mode: string, content: string): string =>
  `<subjectOf2 typeCode="SBJ"><${name} classCode="OBS" moodCode="EVN" ${mode && `updateMode="${mode}"`}>${content}</${name}></subjectOf2>`

export const deathNotified = (mode: string, status?: string, party = ''): string =>
  observed(
    'deathNotification',
    mode,
    `<code code="3" codeSystem="${LIST}17.35"/>${status ? `<value code="${status}" codeSystem="${LIST}16.5"/>` : ''}${party}`,
  )

export const care = (mode: string, content: string): string => `
  <playedOtherProviderPatient classCode="PAT">
    <subjectOf typeCode="SBJ">
      <patientCareProvision classCode="PCPR" moodCode="EVN" ${mode && `updateMode="${mode}"`}>${content}</patientCareProvision>
    </subjectOf>
  </playedOtherProviderPatient>`

export const careCode = (code: string): string => `<code code="${code}" codeSystem="${LIST}17.37"/>`

export const performer = (odsCode: string, root = ODS): string =>
  `<performer typeCode="PRF"><assignedOrganization classCode="ASSIGNED"><id root="${root}" extension="${odsCode}"/></assignedOrganization></performer>`

export const related = (mode: string, content: string, classCode = 'PRS'): string =>
  `<scopedRelatedPersonRole classCode="${classCode}" ${mode && `updateMode="${mode}"`}>${content}</scopedRelatedPersonRole>`

const ADDRESS = `
  <addr use="H">
    <streetAddressLine>1</streetAddressLine>
    <streetAddressLine>New Road</streetAddressLine>
    <streetAddressLine/>
    <streetAddressLine>Leeds</streetAddressLine>
    <streetAddressLine/>
    <postalCode>LS1 4BU</postalCode>
  </addr>`

const PREVIOUS_CONTACT = `
  <subjectOf5 typeCode="SBJ">
    <previousNhsContact classCode="OBS" moodCode="EVN">
      <code code="17" codeSystem="${LIST}17.35"/>
      <value code="0" codeSystem="${LIST}17.38"/>
    </previousNhsContact>
  </subjectOf5>`

export interface AllocationBody {
  readonly author?: string
  readonly addr?: string
  readonly telecom?: string
  readonly gender?: string
  readonly birth?: string
  readonly name?: string
  readonly more?: string
  readonly contact?: string
}

/** A request for a number, of somebody whom nobody knows. */
export const allocationRequest = (of: AllocationBody = {}): Xml =>
  raw(`
  <PdsRegistrationRequest classCode="REG" moodCode="RQO">
    ${of.author ?? `<author typeCode="AUT">${registeringAuthority()}</author>`}
    <subject typeCode="SBJ">
      <patientRole classCode="PAT">
        ${of.addr ?? ADDRESS}
        ${of.telecom ?? '<telecom use="MC" value="tel:07700900123"/>'}
        <patientPerson classCode="PSN" determinerCode="INSTANCE">
          ${of.gender ?? '<administrativeGenderCode code="2"/>'}
          ${of.birth ?? '<birthTime value="19800214"/>'}
          ${of.name ?? '<name use="L"><prefix>Ms</prefix><given>Nova</given><family>NEWCOMER</family></name>'}
          ${of.more ?? ''}
        </patientPerson>
        ${of.contact ?? PREVIOUS_CONTACT}
      </patientRole>
    </subject>
  </PdsRegistrationRequest>`)
