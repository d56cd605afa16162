import { join } from 'node:path'
import { USUAL_LDAP_PORT } from '../../../server/ldap/usual-port.js'
import type { Addresses } from '../../../server/listeners.js'
import type { Sandbox } from '../../../server/sandbox.js'
import { applicationsByReach } from '../../../services/auth/applications-by-reach.js'
import { VERSION } from '../../../world/package.js'

/** Test users that a newcomer starts with; the seed's own people. */
const SOME_USERS: readonly (readonly [string, string])[] = [
  ['021600556514', 'referring clinician at R69 and R68'],
  ['103264994981', 'service provider clinician at R69'],
  ['9912003071', 'patient, by NHS login'],
]

const SERVICES: readonly (readonly [string, string])[] = [
  ['e-RS', '/referrals/FHIR/STU3  and  /referrals/FHIR/R4'],
  ['PDS', '/personal-demographics/FHIR/R4'],
  ['login', '/oauth2-mock  (and /oauth2)'],
  ['smartcard', '/login and /saml  (older e-RS: /ers-api)'],
  ['control', '/_sandbox  (description: /_sandbox/openapi.json)'],
]

const warning = (host: string): string[] =>
  host === '127.0.0.1' || host === '::1' || host === 'localhost'
    ? []
    : [
        `  Listening on ${host}: everyone who can reach this machine can use and reset the sandbox.`,
        '',
      ]

function keyLine(sandbox: Sandbox, clientId: string, url: string): string {
  const { data } = sandbox.options
  return data === undefined
    ? `made on first use; GET ${url}/_sandbox/credentials shows it (test use only)`
    : `${join(data, 'keys', `${clientId}.pem`)}, made on first use (test use only)`
}

/** Three commands that work when pasted: a token, the user's functions, a patient. */
const journey = (url: string): string[] => [
  `  TOKEN=$(curl -s ${url}/_sandbox/tokens -H 'Content-Type: application/json' -d '{"user":"021600556514"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
  `  curl -s ${url}/referrals/FHIR/R4/PractitionerRole -H "Authorization: Bearer $TOKEN"`,
  `  curl -s ${url}/personal-demographics/FHIR/R4/Patient/9000000009 -H "Authorization: Bearer $TOKEN" -H 'X-Request-ID: 60e0b220-8136-4ca5-ae46-1d97ef59d068' -H 'NHSD-Session-URID: 555254240100'`,
]

const MUTUAL_WORDS = {
  off: 'clients are not asked for a certificate',
  request: 'clients may show a certificate',
  strict: 'messages need a certificate of their party',
} as const

/** Where HTTPS is, and what to trust. */
const secureLines = ({ options }: Sandbox, { url, tlsUrl }: Addresses): string[] =>
  tlsUrl === undefined
    ? []
    : [
        `  ${'HTTPS'.padEnd(9)} ${tlsUrl}  (${MUTUAL_WORDS[options.mtls]})`,
        `  ${'trust'.padEnd(9)} curl -s ${url}/_sandbox/certificates/ca.pem -o ca.pem  (docs/tls.md)`,
      ]

/** Where the directory is served over LDAP, and why not where it was not asked to be left out. */
const ldapLines = ({ options }: Sandbox, { ldapUrl, ldapsUrl }: Addresses): string[] => [
  ...(ldapUrl === undefined ? [] : [`  ${'SDS LDAP'.padEnd(9)} ${ldapUrl}  (base: o=nhs)`]),
  ...(ldapsUrl === undefined ? [] : [`  ${'LDAPS'.padEnd(9)} ${ldapsUrl}`]),
  ...(options.ldap === 'usual' && ldapUrl === undefined
    ? [
        `  ${'SDS LDAP'.padEnd(9)} not served: port ${USUAL_LDAP_PORT} is taken (--ldap-port chooses another)`,
      ]
    : []),
]

/** What the terminal shows once the sandbox is ready. */
export function welcome(sandbox: Sandbox, addresses: Addresses): string {
  const { url } = addresses
  const world = sandbox.worlds.get('default')
  const [demo] = applicationsByReach(world)
  return [
    '',
    `  ers-sandbox ${VERSION} is ready: ${url}`,
    '',
    ...SERVICES.map(([name, path]) => `  ${name.padEnd(9)} ${url}${path}`),
    ...secureLines(sandbox, addresses),
    ...ldapLines(sandbox, addresses),
    '',
    ...(demo
      ? [
          `  client id    ${demo.clientId}  (${demo.name})`,
          `  private key  ${keyLine(sandbox, demo.clientId, url)}`,
        ]
      : []),
    ...SOME_USERS.map(([name, role]) => `  test user    ${name}  ${role}`),
    '',
    ...warning(sandbox.options.host),
    '  Try:',
    ...journey(url),
    '',
  ].join('\n')
}
