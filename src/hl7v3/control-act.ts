import { isSeverity, type Severity } from './acknowledgement.js'
import { ROOTS } from './oids.js'
import { type Coded, readCoded, writeCoded } from './types/coded.js'
import { readIi, writeIi } from './types/ii.js'
import { allAt, at, attributeOf, childOf, type XmlElement } from './xml/element.js'
import { attribute, type Xml, xml } from './xml/template.js'

/** The user who started a message (ers-hl7v3-mim 4.3). */
export interface Author {
  readonly roleProfile: string
  readonly user: string
  readonly jobRole: string
}

/** Something that a business answer says went wrong, or is to be known. */
export interface Reason {
  readonly code: Coded
  readonly severity: Severity
}

/** Why and by whom a message is sent, and what it is about; `Content` is `Xml` to write, an element when read. */
export interface ControlAct<Content> {
  readonly author?: Author
  /** ASIDs: the accredited system, and perhaps the user's workstation. */
  readonly systems: readonly string[]
  readonly reasons: readonly Reason[]
  readonly subject?: {
    readonly content: Content
    /** Messages that change something say false; answers to queries say nothing. */
    readonly contextConduction?: false
  }
  readonly query?: Content
  /** Whether a query was answered: `OK` with data, `ID` without. */
  readonly queryAck?: 'OK' | 'ID'
}

const writeAuthor = ({ roleProfile, user, jobRole }: Author): Xml => xml`
  <author typeCode="AUT">
    <AgentPersonSDS classCode="AGNT">
      ${writeIi('id', { root: ROOTS.roleProfile, extension: roleProfile })}
      <agentPersonSDS classCode="PSN" determinerCode="INSTANCE">
        ${writeIi('id', { root: ROOTS.user, extension: user })}
      </agentPersonSDS>
      <part typeCode="PART">
        <partSDSRole classCode="ROL">
          ${writeIi('id', { root: ROOTS.jobRole, extension: jobRole })}
        </partSDSRole>
      </part>
    </AgentPersonSDS>
  </author>`

const writeSystem = (asid: string): Xml => xml`
  <author1 typeCode="AUT">
    <AgentSystemSDS classCode="AGNT">
      <agentSystemSDS classCode="DEV" determinerCode="INSTANCE">
        ${writeIi('id', { root: ROOTS.asid, extension: asid })}
      </agentSystemSDS>
    </AgentSystemSDS>
  </author1>`

const writeReason = ({ code, severity }: Reason): Xml => xml`
  <reason typeCode="RSON">
    <justifyingDetectedIssueEvent classCode="ALRT" moodCode="EVN">
      ${writeCoded('code', { ...code, qualifiers: [severity] })}
    </justifyingDetectedIssueEvent>
  </reason>`

const writeSubject = ({
  content,
  contextConduction,
}: NonNullable<ControlAct<Xml>['subject']>) => xml`
  <subject typeCode="SUBJ"${attribute('contextConductionInd', contextConduction === undefined ? undefined : 'false')}>
    ${content}
  </subject>`

const writeQueryAck = (code: string): Xml => xml`
  <queryAck type="QueryAck">
    <queryResponseCode code="${code}"/>
  </queryAck>`

export const writeControlAct = (act: ControlAct<Xml>): Xml => xml`
  <ControlActEvent classCode="CACT" moodCode="EVN">
    ${act.author && writeAuthor(act.author)}
    ${act.systems.map(writeSystem)}
    ${act.reasons.map(writeReason)}
    ${act.subject && writeSubject(act.subject)}
    ${act.query}
    ${act.queryAck && writeQueryAck(act.queryAck)}
  </ControlActEvent>`

const extensionAt = (element: XmlElement | undefined, path: string): string =>
  readIi(at(element, path))?.extension ?? ''

function readAuthor(element: XmlElement | undefined): Author | undefined {
  const agent = at(element, 'AgentPersonSDS')
  return (
    agent && {
      roleProfile: extensionAt(agent, 'id'),
      user: extensionAt(agent, 'agentPersonSDS/id'),
      jobRole: extensionAt(agent, 'part/partSDSRole/id'),
    }
  )
}

function readReason(element: XmlElement): Reason | undefined {
  const code = readCoded(at(element, 'justifyingDetectedIssueEvent/code'))
  if (!code) return undefined
  const { qualifiers = [], ...plain } = code
  const [severity] = qualifiers
  return { code: plain, severity: isSeverity(severity) ? severity : 'ER' }
}

function readSubject(element: XmlElement | undefined): ControlAct<XmlElement>['subject'] {
  const content = element?.children[0]
  if (!content) return undefined
  const conducts = attributeOf(element, 'contextConductionInd') === 'false'
  return { content, ...(conducts && { contextConduction: false as const }) }
}

/** Reads a control act; what is not there is left out. Whether it is complete is for rules to say. */
export function readControlAct(element: XmlElement | undefined): ControlAct<XmlElement> {
  const author = readAuthor(childOf(element, 'author'))
  const subject = readSubject(childOf(element, 'subject'))
  const query = childOf(element, 'query')
  const ack = attributeOf(at(element, 'queryAck/queryResponseCode'), 'code')
  return {
    ...(author && { author }),
    systems: allAt(element, 'author1/AgentSystemSDS/agentSystemSDS/id').flatMap(
      (id) => readIi(id)?.extension ?? [],
    ),
    reasons: allAt(element, 'reason').flatMap((one) => readReason(one) ?? []),
    ...(subject && { subject }),
    ...(query && { query }),
    ...((ack === 'OK' || ack === 'ID') && { queryAck: ack }),
  }
}
