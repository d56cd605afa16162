import type { Service } from '../http/endpoint.js'
import { createServices } from '../server/services.js'
import { KeyStore } from '../services/auth/keys.js'
import { ERS_OPERATIONS } from '../services/ers/fhir/operations/index.js'

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

const serviceTable = (service: Service): string[] => [
  `## ${service.title}`,
  '',
  row('operation', 'title', 'address'),
  row('---', '---', '---'),
  ...service.endpoints.map(({ operation, title, method, path }) =>
    row(operation, title, `\`${method} ${path}\``),
  ),
  '',
]

/** The list of everything that is served, from the declarations themselves. */
export function operationsDocument(): string {
  const services = createServices(new KeyStore())
  return [
    '# Operations',
    '',
    'Made from the declarations by `npm run docs`; a test compares.',
    '',
    '## e-RS by catalogue code',
    '',
    ...ersTable(),
    '',
    ...services.flatMap(serviceTable),
  ].join('\n')
}
