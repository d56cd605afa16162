import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import { endSessionsOf } from '../../services/auth/provider/session/end-sessions.js'
import {
  addUser,
  changeUser,
  removeUser,
  type UserDraft,
} from '../../services/auth/registry/users.js'
import { patientLoginFields, workerLoginFields } from '../../world/seed/kinds/login-users.js'
import { loginUsers } from '../../world/tables/login-user.js'
import { addCollection } from '../collection.js'
import { Refused } from '../refused.js'
import { changed, pathParameter } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'
import { PersonBody, personDraft } from './practitioners.js'
import { UserView, userView } from './user-view.js'

const { aal, amr, selectedRole, malformedRoles, ...worker } = workerLoginFields
const { proofing, vectorOfTrust, ...patient } = patientLoginFields

const level = { aal: aal.unwrap().optional(), amr: amr.unwrap().optional() }
const oddities = { selectedRole: changed(selectedRole), malformedRoles: changed(malformedRoles) }
const trust = { proofing: proofing.optional(), vectorOfTrust: vectorOfTrust.optional() }

const Worker = z
  .strictObject({
    provider: z.literal('nhs-cis2').optional(),
    username: worker.username.optional(),
    userId: worker.userId.optional(),
    ...level,
    ...oddities,
    person: PersonBody.optional().openapi({ description: 'The person, where they are new too' }),
  })
  .openapi('HealthcareWorkerDraft')

const Patient = z
  .strictObject({
    provider: z.literal('nhs-login'),
    username: patient.username.optional(),
    nhsNumber: patient.nhsNumber,
    ...trust,
  })
  .openapi('PatientLoginDraft')

const Draft = z.discriminatedUnion('provider', [Patient, Worker], {
  error: "'nhs-cis2' or 'nhs-login'",
})

const Changes = z.strictObject({ ...level, ...oddities, ...trust }).openapi('UserChanges')

const params = z.object({ username: pathParameter('username') })
const path = '/_sandbox/users'
const one = `${path}/{username}`
const notFound = { 404: problemContent('No such test user') }
const logOut = createRoute({
  method: 'delete',
  path: `${one}/sessions`,
  request: { params },
  responses: {
    200: jsonContent(
      z.object({ ended: z.number() }).openapi('EndedSessions'),
      'How many combined logins ended, with all their tokens',
    ),
    ...notFound,
  },
})

const draftOf = (body: z.infer<typeof Draft>): UserDraft =>
  'person' in body ? { ...body, person: body.person && personDraft(body.person) } : body

/** Test users of the login pages of CIS2 and NHS login (auth 4). */
export function addUserRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addCollection(api, sandbox, {
    path,
    key: 'username',
    texts: {
      one: 'a test user',
      list: 'Everyone who can log in',
      shown: 'The test user',
      draft: 'A healthcare worker or a patient',
      added: 'The test user as they were added',
      changed: 'The test user now',
      taken: 'The user name or the user id is taken',
      removed: 'Their tokens are unknown from now on',
    },
    draft: Draft,
    changes: Changes,
    view: UserView,
    list: (world) => loginUsers.list(world.store).map((user) => userView(world, user)),
    find: ({ store }, username) => loginUsers.find(store, username),
    show: (user, world) => userView(world, user),
    add: (world, draft) => addUser(world, draftOf(draft)),
    change: changeUser,
    remove: removeUser,
  })
  api.openapi(logOut, (context) => {
    const world = worldOf(context, sandbox)
    const { username } = context.req.valid('param')
    if (!loginUsers.find(world.store, username))
      throw new Refused(404, 'Not found', `there is no test user '${username}'`)
    return context.json({ ended: endSessionsOf(world, username) }, 200)
  })
}
