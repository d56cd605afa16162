import type { Service } from '../http/endpoint.js'
import { Journal } from '../journal/journal.js'
import { createServices } from '../server/services.js'
import { KeyStore } from '../services/auth/keys.js'
import { DOCUMENTED_REFUSALS } from '../services/ers/fhir/documented-refusals.js'
import { ERS_OPERATIONS } from '../services/ers/fhir/operations/index.js'
import { LDAP_FACE } from '../services/sds/ldap/service.js'

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const short = (name: string): string => name.toLowerCase().replaceAll('_', ' ')

function ersTable(): string[] {
  return [
    row('operation', 'title', 'address below `/referrals/FHIR`', 'who', 'application alone'),
    row('---', '---', '---', '---', '---'),
    ...ERS_OPERATIONS.map(({ code, title, fhir, method, path, functions, application }) =>
      row(
        code,
        title,
        `\`${method} /${fhir}${path}\``,
        functions === 'ANY_USER' ? 'any user' : functions.map(short).join(', '),
        application?.map(short).join(', ') ?? '-',
      ),
    ),
  ]
}

const refusalsTable = (): string[] => [
  row('operation', 'refusals, beside those of every operation'),
  row('---', '---'),
  ...Object.entries(DOCUMENTED_REFUSALS)
    .filter(([, refusals]) => refusals.length > 0)
    .map(([operation, refusals]) =>
      row(
        operation,
        refusals.map((one) => (typeof one === 'number' ? one : `\`${one}\``)).join(', '),
      ),
    ),
]

const serviceTable = (service: Service): string[] => [
  `## ${service.title}`,
  '',
  row('operation', 'title', 'address'),
  row('---', '---', '---'),
  ...service.endpoints.map(({ operation, title, method, path }) =>
    row(operation, title, `\`${method} ${path}\``),
  ),
  '',
  ...interactionTable(service),
]

/** The interactions of messages that a service takes. */
const interactionTable = ({ interactions = [] }: Service): string[] =>
  interactions.length === 0
    ? []
    : [
        row('interaction', 'title'),
        row('---', '---'),
        ...interactions.map(({ operation, title }) => row(operation, title)),
        '',
      ]

const ldapTable = (): string[] => [
  `## ${LDAP_FACE.title}`,
  '',
  row('operation', 'title'),
  row('---', '---'),
  ...LDAP_FACE.endpoints.map(({ operation, title }) => row(operation, title)),
  '',
]

/** The list of everything that is served, from the declarations themselves. */
export function operationsDocument(): string {
  const services = createServices({
    keys: new KeyStore(),
    mutualTls: 'off',
    ldapUrl: () => undefined,
    post: async () => ({ failed: 'refused', words: 'Nothing is sent while documents are made.' }),
    journalOf: () => new Journal(),
    localParties: new Map(),
  })
  return [
    '# Operations',
    '',
    'Made from the declarations by `npm run docs`; a test compares.',
    '',
    '## e-RS by catalogue code',
    '',
    ...ersTable(),
    '',
    '## Refusals that e-RS documents',
    '',
    ...refusalsTable(),
    '',
    ...services.flatMap(serviceTable),
    ...ldapTable(),
  ].join('\n')
}
