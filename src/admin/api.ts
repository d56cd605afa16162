import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { readAddress } from '../http/address.js'
import { problem } from '../http/problem.js'
import { toResponse } from '../http/response.js'
import type { Sandbox } from '../server/sandbox.js'
import { VERSION } from '../world/package.js'
import { SnapshotError, type SnapshotProblem } from '../world/snapshots.js'
import { WorldError, type WorldProblem } from '../world/worlds.js'
import { addCoverageRoutes } from './coverage/read.js'
import { addLdapRoutes } from './directory/ldap.js'
import { addOrganisationRoutes } from './directory/organisations.js'
import { addSdsEndpointRoutes } from './directory/sds-endpoints.js'
import { addSdsSystemRoutes } from './directory/sds-systems.js'
import { addHandbook } from './handbook.js'
import { addPasOrderRoutes } from './hospital/pas-orders.js'
import { addPasRobotRoutes } from './hospital/pas-robots.js'
import { addServiceRoutes } from './hospital/services.js'
import { addFindingRoutes } from './journal/findings.js'
import { addJournalRoutes } from './journal/read.js'
import { addRuleRoutes } from './journal/rules.js'
import { addVerifyRoutes } from './journal/verify.js'
import { addApplicationRoutes } from './people/applications.js'
import { addCredentialRoutes } from './people/credentials.js'
import { addPractitionerRoutes } from './people/practitioners.js'
import { addRelyingPartyRoutes } from './people/relying-parties.js'
import { addRoleRoutes } from './people/roles.js'
import { addSmartcardRoutes } from './people/smartcards.js'
import { addTokenRoutes } from './people/tokens.js'
import { addUserRoutes } from './people/users.js'
import { addAdviceRoutes } from './records/advice.js'
import { addFileRoutes } from './records/files.js'
import { addPatientRoutes } from './records/patients.js'
import { addReferralRoutes } from './records/referrals.js'
import { Refused } from './refused.js'
import { addRobotRoutes } from './scenario/robots.js'
import { addScenarioRoutes } from './scenario/scenarios.js'
import { addCertificateRoutes } from './traffic/certificates.js'
import { addEventRoutes } from './traffic/events.js'
import { addFaultRoutes } from './traffic/faults.js'
import { addMessageRoutes } from './traffic/messages.js'
import { addClockRoutes } from './worlds/clock.js'
import { addSettingRoutes } from './worlds/settings.js'
import { addSnapshotRoutes } from './worlds/snapshots.js'
import { addWorldRoutes } from './worlds/worlds.js'

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
