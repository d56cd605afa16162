import { type Answer, empty, text } from '../../../http/answer.js'
import type { Endpoint, Service } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { errorPage } from '../provider/login/html.js'
import { activate } from './activate.js'
import { brokerEndpoints } from './broker-step.js'
import { logOut } from './log-out.js'
import { openAmEndpoints } from './open-am.js'
import { roleAssertion } from './role-assertion.js'
import { selectRole } from './select-role.js'
import { validate } from './validate.js'

const DTD = `<!ELEMENT gpOBJECT (gpPARAM*)>
<!ELEMENT gpPARAM (#PCDATA)>
<!ATTLIST gpPARAM name CDATA #REQUIRED encoding CDATA #IMPLIED id CDATA #IMPLIED orgcode CDATA #IMPLIED>
`

const page = (path: string, title: string, handle: () => Answer): Endpoint => ({
  method: 'GET',
  path,
  operation: `smartcard${path}`,
  title,
  handle,
})

const failed = (_exchange: Exchange): Answer => text(500, 'The broker failed.\n')

/** The Spine Security Broker: logs smartcards in and says who holds a ticket (auth 8). */
export const smartcardService: Service = {
  id: 'smartcard',
  title: 'Spine Security Broker (smartcards)',
  prefixes: ['/login', '/saml', '/identity', '/sessionmanager'],
  endpoints: [
    ...[activate, validate, logOut].flatMap(brokerEndpoints),
    selectRole,
    roleAssertion,
    ...openAmEndpoints,
    page('/login/dtd', 'Read the document type of the protocol', () =>
      text(200, DTD, 'application/xml-dtd'),
    ),
    page('/login/error', 'Show that a smartcard could not log in', () =>
      errorPage(200, 'The smartcard could not log in. The journal of the sandbox says why.'),
    ),
  ],
  notFound: (_exchange, allowed) =>
    allowed.length > 0 ? empty(405, { Allow: allowed.join(', ') }) : text(404, 'Not found\n'),
  tooLarge: () => empty(413),
  failed,
  failures: { SERVER_ERROR: failed },
  finish: (_exchange, answer) => answer,
}
