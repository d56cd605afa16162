import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { readAddress } from '../http/address.js'
import { problem } from '../http/problem.js'
import { toResponse } from '../http/response.js'
import type { Sandbox } from '../server/sandbox.js'
import { VERSION } from '../world/package.js'
import { SnapshotError, type SnapshotProblem } from '../world/snapshots.js'
import { WorldError, type WorldProblem } from '../world/worlds.js'
import { addAdviceRoutes } from './advice.js'
import { addApplicationRoutes } from './applications.js'
import { addCertificateRoutes } from './certificates.js'
import { addClockRoutes } from './clock.js'
import { addCoverageRoutes } from './coverage/read.js'
import { addCredentialRoutes } from './credentials.js'
import { addEventRoutes } from './events.js'
import { addFaultRoutes } from './faults.js'
import { addFileRoutes } from './files.js'
import { addHandbook } from './handbook.js'
import { addFindingRoutes } from './journal/findings.js'
import { addJournalRoutes } from './journal/read.js'
import { addRuleRoutes } from './journal/rules.js'
import { addVerifyRoutes } from './journal/verify.js'
import { addLdapRoutes } from './ldap.js'
import { addMessageRoutes } from './messages.js'
import { addOrganisationRoutes } from './organisations.js'
import { addPasOrderRoutes } from './pas-orders.js'
import { addPasRobotRoutes } from './pas-robots.js'
import { addPatientRoutes } from './patients.js'
import { addPractitionerRoutes } from './practitioners.js'
import { addReferralRoutes } from './referrals.js'
import { Refused } from './refused.js'
import { addRelyingPartyRoutes } from './relying-parties.js'
import { addRobotRoutes } from './robots.js'
import { addRoleRoutes } from './roles.js'
import { addScenarioRoutes } from './scenarios.js'
import { addSdsEndpointRoutes } from './sds-endpoints.js'
import { addSdsSystemRoutes } from './sds-systems.js'
import { addServiceRoutes } from './services.js'
import { addSettingRoutes } from './settings.js'
import { addSmartcardRoutes } from './smartcards.js'
import { addSnapshotRoutes } from './snapshots.js'
import { addTokenRoutes } from './tokens.js'
import { addUserRoutes } from './users.js'
import { addWorldRoutes } from './worlds.js'

const STATUS: Readonly<Record<WorldProblem, number>> = {
  INVALID_NAME: 400,
  EXISTS: 409,
  UNKNOWN: 404,
  TOO_MANY: 429,
  IS_DEFAULT: 409,
}

const SNAPSHOT_STATUS: Readonly<Record<SnapshotProblem, number>> = {
  INVALID_NAME: 400,
  EXISTS: 409,
  UNKNOWN: 404,
  TOO_MANY: 429,
  TOO_LARGE: 413,
  INVALID: 422,
}

const ROUTES = [
  addWorldRoutes,
  addClockRoutes,
  addJournalRoutes,
  addVerifyRoutes,
  addFindingRoutes,
  addRuleRoutes,
  addSnapshotRoutes,
  addCoverageRoutes,
  addCredentialRoutes,
  addCertificateRoutes,
  addTokenRoutes,
  addApplicationRoutes,
  addRelyingPartyRoutes,
  addUserRoutes,
  addPractitionerRoutes,
  addRoleRoutes,
  addOrganisationRoutes,
  addSdsSystemRoutes,
  addSdsEndpointRoutes,
  addSettingRoutes,
  addSmartcardRoutes,
  addReferralRoutes,
  addAdviceRoutes,
  addServiceRoutes,
  addFaultRoutes,
  addLdapRoutes,
  addFileRoutes,
  addPatientRoutes,
  addEventRoutes,
  addMessageRoutes,
  addPasOrderRoutes,
  addPasRobotRoutes,
  addScenarioRoutes,
  addRobotRoutes,
]

/** The control API: what a test, a script or the console asks of the sandbox itself. */
export function createControlApi(sandbox: Sandbox): Hono {
  const api = new OpenAPIHono({
    getPath: (request) => readAddress(request.url).path,
    defaultHook: (result) => {
      if (result.success) return undefined
      const detail = result.error.issues
        .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
        .join('; ')
      return toResponse(problem(400, 'Invalid request', detail))
    },
  })
  for (const add of ROUTES) add(api, sandbox)
  api.doc('/_sandbox/openapi.json', {
    openapi: '3.0.3',
    info: { title: 'ers-sandbox control API', version: VERSION },
  })
  addHandbook(api)
  api.notFound(() =>
    toResponse(
      problem(
        404,
        'Unknown address',
        'See /_sandbox/openapi.json for what the control API offers.',
      ),
    ),
  )
  api.onError((error) => {
    if (error instanceof WorldError)
      return toResponse(problem(STATUS[error.problem], 'Refused', error.message))
    if (error instanceof SnapshotError)
      return toResponse(problem(SNAPSHOT_STATUS[error.problem], 'Refused', error.message))
    if (error instanceof Refused)
      return toResponse(problem(error.status, error.title, error.message))
    if (error instanceof Error && 'status' in error && error.status === 400)
      return toResponse(problem(400, 'Invalid request', error.message))
    return toResponse(problem(500, 'Internal error', error.message))
  })
  return api as unknown as Hono
}
