import type { PdsCall, PdsCheck } from './call.js'
import { FAULTS } from './faults.js'
import type { PdsFault } from './outcome.js'

const HIGH_TRUST: readonly (string | undefined)[] = ['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm']
const COVERAGE_SEARCH = /^subscriber(?::|%3A)identifier=(\d+)$/i
const PATIENT_PATH = /^\/Patient\/([^/]+)/

const methodOf = ({ exchange }: PdsCall): string => exchange.request.method
const isCoverage = ({ path }: PdsCall): boolean => path === '/Coverage'
const isApplication = ({ mode }: PdsCall): boolean => mode.endsWith('application-restricted')
const isPatient = ({ mode }: PdsCall): boolean => mode === 'patient-access'

const isHighlyTrusted = ({ token }: PdsCall): boolean =>
  token.kind === 'user' && HIGH_TRUST.includes(token.vectorOfTrust)

/** The NHS number a patient's call is about: in the path, or in the search for coverage. */
function subjectOf({ path, exchange }: PdsCall): string | undefined {
  if (path !== '/Coverage') return PATIENT_PATH.exec(path)?.[1]
  return COVERAGE_SEARCH.exec(exchange.request.search)?.[1]
}

const isOwn = (call: PdsCall): boolean =>
  call.token.kind === 'user' && subjectOf(call) === call.token.userId

function asksForMore({ exchange, path }: PdsCall): boolean {
  const limit = exchange.request.query.get('_max-results')
  return path === '/Patient' && limit !== null && limit !== '1'
}

const when = (holds: boolean, fault: PdsFault): PdsFault | undefined => (holds ? fault : undefined)

/** What each access mode may do (auth 10.3), in the order of its table. */
export const MODE_CHECKS: readonly PdsCheck[] = [
  {
    rule: 'gateway.pds.update',
    refuse: (call) =>
      when(isApplication(call) && methodOf(call) === 'PATCH', FAULTS.method('update', call.mode)),
    help: ({ mode }) => `A ${mode} token cannot update a record; a healthcare worker's can.`,
  },
  {
    rule: 'gateway.pds.coverage',
    refuse: (call) =>
      when(isCoverage(call) && !isPatient(call), FAULTS.coverage(methodOf(call), call.mode)),
    help: () => 'Coverage is open to patient access (NHS login) only.',
  },
  {
    rule: 'gateway.pds.create',
    refuse: (call) =>
      when(
        methodOf(call) === 'POST' &&
          (isApplication(call) || (isPatient(call) && !isCoverage(call))),
        FAULTS.method('create', call.mode),
      ),
    help: ({ mode }) => `A ${mode} token cannot create a record; a healthcare worker's can.`,
  },
  {
    rule: 'gateway.pds.max-results',
    refuse: (call) =>
      when(
        isApplication(call) && methodOf(call) === 'GET' && asksForMore(call),
        FAULTS.oneResult(call.mode),
      ),
    help: () => 'An application without a user gets one result at most: send _max-results=1.',
  },
  {
    rule: 'gateway.pds.trust',
    refuse: (call) => when(isPatient(call) && !isHighlyTrusted(call), FAULTS.patient),
    help: ({ token }) =>
      `The vector of trust is '${token.kind === 'user' ? (token.vectorOfTrust ?? '') : ''}'; PDS takes P9.Cp.Cd, P9.Cp.Ck and P9.Cm.`,
  },
  {
    rule: 'gateway.pds.coverage-search',
    refuse: (call) =>
      when(
        isPatient(call) &&
          isCoverage(call) &&
          methodOf(call) === 'GET' &&
          subjectOf(call) === undefined,
        FAULTS.coverageSearch,
      ),
    help: () => 'Search for coverage as /Coverage?subscriber%3Aidentifier={NHS number}.',
  },
  {
    rule: 'gateway.pds.own-record',
    refuse: (call) =>
      when(
        isPatient(call) && !(isCoverage(call) && methodOf(call) === 'POST') && !isOwn(call),
        FAULTS.patient,
      ),
    help: ({ token }) =>
      `A patient sees their own record only: that of ${token.kind === 'user' ? token.userId : ''}.`,
  },
]
