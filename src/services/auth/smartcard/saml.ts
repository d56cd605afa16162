import { MINUTE } from '../../../world/instant.js'
import { escapeXml } from './escape-xml.js'
import type { SamlAttribute } from './role-attributes.js'

/** What an assertion says, beside its attributes (auth 8.4). */
export interface Assertion {
  /** Ids of the assertion and of the one in it. */
  readonly ids: readonly [outer: string, inner: string]
  /** Milliseconds. */
  readonly issued: number
  readonly authenticated: number
  readonly issuer: string
  /** Address of the caller, and of the workstation. */
  readonly recipient: string
  readonly workstation: string
  readonly userId: string
  readonly ticket: string
  readonly attributes: readonly SamlAttribute[]
}

const BEFORE = 3 * MINUTE
/** Deployments differ: one to seven minutes (chosen). */
const AFTER = 4 * MINUTE

const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

const head = ({ issued, issuer }: Assertion, id: string): string =>
  `MajorVersion="1" MinorVersion="1" AssertionID="${id}" Issuer="${escapeXml(issuer)}" IssueInstant="${moment(issued)}"`

const conditions = ({ issued }: Assertion): string =>
  `<saml:Conditions NotBefore="${moment(issued - BEFORE)}" NotOnOrAfter="${moment(issued + AFTER)}"/>`

const indented = (text: string, by: number): string => text.replaceAll(/^/gm, ' '.repeat(by))

const subject = ({ userId }: Assertion, confirmation: string): string => `<saml:Subject>
  <saml:NameIdentifier NameQualifier="o=nhs">uid=${escapeXml(userId)},ou=People,o=nhs</saml:NameIdentifier>
  <saml:SubjectConfirmation>
    <saml:ConfirmationMethod>urn:com:sun:identity</saml:ConfirmationMethod>
    <saml:SubjectConfirmationData>${confirmation}</saml:SubjectConfirmationData>
  </saml:SubjectConfirmation>
</saml:Subject>`

/** How the card holder logged in, as an assertion within the assertion. */
const authentication = (of: Assertion): string => `<saml:Assertion ${head(of, of.ids[1])}>
  ${conditions(of)}
  <saml:AuthenticationStatement AuthenticationInstant="${moment(of.authenticated)}" AuthenticationMethod="urn:com:sun:identity:ExtendedLoginModule">
${indented(subject(of, escapeXml(of.ticket, 'TEXT')), 4)}
    <saml:SubjectLocality IPAddress="${escapeXml(of.workstation)}"/>
  </saml:AuthenticationStatement>
</saml:Assertion>`

const attribute = ([name, values]: SamlAttribute): string =>
  [
    `<saml:Attribute AttributeName="${name}" AttributeNamespace="http://www.syntegra.com">`,
    ...values.map(
      (value) => `  <saml:AttributeValue>${escapeXml(value, 'TEXT')}</saml:AttributeValue>`,
    ),
    '</saml:Attribute>',
  ].join('\n')

const statement = (of: Assertion): string => {
  const confirmation = `\n${indented(authentication(of), 6)}\n    `
  return [subject(of, confirmation), ...of.attributes.map(attribute)].join('\n')
}

const response = (issued: number, recipient: string, content: string): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" ResponseID="null" InResponseTo="null" MajorVersion="1" MinorVersion="1" IssueInstant="${moment(issued)}" Recipient="${escapeXml(recipient)}">
${content}
</samlp:Response>
`

/** A role assertion: SAML 1.1, not signed (auth 8.4). */
export const writeAssertion = (of: Assertion): string =>
  response(
    of.issued,
    of.recipient,
    `  <samlp:Status>
    <samlp:StatusCode Value="samlp:Success"/>
  </samlp:Status>
  <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" ${head(of, of.ids[0])}>
    ${conditions(of)}
    <saml:AttributeStatement>
${indented(statement(of), 6)}
    </saml:AttributeStatement>
  </saml:Assertion>`,
  )

/** A response without an assertion (auth 8.4; its content is not published). */
export const writeFailure = (issued: number, recipient: string, message: string): string =>
  response(
    issued,
    recipient,
    `  <samlp:Status>
    <samlp:StatusCode Value="samlp:Requester"/>
    <samlp:StatusMessage>${escapeXml(message, 'TEXT')}</samlp:StatusMessage>
  </samlp:Status>`,
  )
