import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { endSessionsOf } from '../services/auth/provider/session/end-sessions.js'
import { addUser, changeUser, removeUser, type UserDraft } from '../services/auth/registry/users.js'
import { patientLoginFields, workerLoginFields } from '../world/seed/kinds/login-users.js'
import { loginUsers } from '../world/tables/login-user.js'
import { PersonBody, personDraft } from './practitioners.js'
import { Refused } from './refused.js'
import { changed, pathParameter, register } from './register.js'
import { jsonContent, problemContent } from './schemas.js'
import { UserView, userView } from './user-view.js'
import { worldOf } from './world-of.js'

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
const invalid = {
  400: problemContent('Not a description of a test user'),
  422: problemContent('A member has the wrong form, or names what is not there'),
}

const list = createRoute({
  method: 'get',
  path,
  responses: { 200: jsonContent(z.array(UserView), 'Everyone who can log in') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(UserView, 'The test user'), ...notFound },
})
const add = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(Draft, 'A healthcare worker or a patient') } },
  responses: {
    201: jsonContent(UserView, 'The test user as they were added'),
    ...invalid,
    409: problemContent('The user name or the user id is taken'),
  },
})
const change = createRoute({
  method: 'patch',
  path: one,
  request: {
    params,
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes a member away') },
  },
  responses: { 200: jsonContent(UserView, 'The test user now'), ...notFound, ...invalid },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params },
  responses: { 204: { description: 'Their tokens are unknown from now on' }, ...notFound },
})

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

/** Test users of the login pages of CIS2 and NHS login (auth 4); a change counts on the next call. */
export function addUserRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const world = worldOf(context, sandbox)
    return context.json(
      loginUsers.list(world.store).map((user) => userView(world, user)),
      200,
    )
  })
  api.openapi(show, (context) => {
    const world = worldOf(context, sandbox)
    const { username } = context.req.valid('param')
    const found = loginUsers.find(world.store, username)
    if (!found) throw new Refused(404, 'Not found', `there is no test user '${username}'`)
    return context.json(userView(world, found), 200)
  })
  api.openapi(add, (context) => {
    const world = worldOf(context, sandbox)
    const draft = draftOf(context.req.valid('json'))
    return context.json(
      userView(
        world,
        register(world, () => addUser(world, draft)),
      ),
      201,
    )
  })
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const { username } = context.req.valid('param')
    const changes = context.req.valid('json')
    const now = register(world, () => changeUser(world, username, changes))
    return context.json(userView(world, now), 200)
  })
  api.openapi(logOut, (context) => {
    const world = worldOf(context, sandbox)
    const { username } = context.req.valid('param')
    if (!loginUsers.find(world.store, username))
      throw new Refused(404, 'Not found', `there is no test user '${username}'`)
    return context.json({ ended: endSessionsOf(world, username) }, 200)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    register(world, () => removeUser(world, context.req.valid('param').username))
    return context.body(null, 204)
  })
}
