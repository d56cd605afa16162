import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import {
  addRole,
  changeRole,
  type RoleDraft,
  removeRole,
} from '../../services/auth/registry/practitioners.js'
import {
  activityOf,
  functionsAt,
  GIVEN_FUNCTIONS,
} from '../../services/ers/domain/business-function.js'
import { roleFields } from '../../world/seed/kinds/practitioners.js'
import type { Practitioner, RoleProfile } from '../../world/tables/practitioner.js'
import { changed, pathParameter, register } from '../register.js'
import { jsonContent, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

export const RoleBody = z
  .strictObject({
    roleId: roleFields.roleId.optional(),
    odsCode: roleFields.odsCode,
    jobRole: roleFields.jobRole.optional(),
    activities: roleFields.activities.unwrap().optional(),
    businessFunctions: z.array(z.enum(GIVEN_FUNCTIONS)).optional().openapi({
      description: 'e-RS functions; each brings its activity, beside those in activities',
    }),
    workgroups: changed(roleFields.workgroups),
  })
  .openapi('RoleDraft')

const Changes = RoleBody.omit({ roleId: true }).partial().openapi('RoleChanges')

export const RoleView = z
  .object(roleFields)
  .extend({ businessFunctions: z.array(z.string()) })
  .openapi('Role')

/** A role as the register takes it: business functions become activities. */
export function roleDraft({ businessFunctions, ...role }: z.infer<typeof Changes>): RoleDraft {
  if (!businessFunctions) return role
  const given = businessFunctions.flatMap((one) => activityOf(one) ?? [])
  return { ...role, activities: [...new Set([...(role.activities ?? []), ...given])] }
}

export const roleView = (role: RoleProfile): z.infer<typeof RoleView> => ({
  ...(role as z.infer<typeof RoleView>),
  businessFunctions: functionsAt({ roles: [role] } as unknown as Practitioner, role.odsCode),
})

const ofPerson = z.object({ userId: pathParameter('userId') })
const params = ofPerson.extend({ roleId: pathParameter('roleId') })
const path = '/_sandbox/practitioners/{userId}/roles'
const refusals = {
  400: problemContent('Not a description of a role'),
  404: problemContent('No such person or role'),
  422: problemContent('A member has the wrong form, or names what is not there'),
}

const add = createRoute({
  method: 'post',
  path,
  request: { params: ofPerson, body: { required: true, ...jsonContent(RoleBody, 'The role') } },
  responses: {
    201: jsonContent(RoleView, 'The role as it was added'),
    ...refusals,
    409: problemContent('The person has a role of that id'),
  },
})
const change = createRoute({
  method: 'patch',
  path: `${path}/{roleId}`,
  request: {
    params,
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes a member away') },
  },
  responses: { 200: jsonContent(RoleView, 'The role now'), ...refusals },
})
const remove = createRoute({
  method: 'delete',
  path: `${path}/{roleId}`,
  request: { params },
  responses: {
    204: { description: 'The next call that relies on it is refused' },
    404: problemContent('No such person or role'),
  },
})

/** Role profiles of people (auth 11.1): given, changed and taken away; it counts on the next call. */
export function addRoleRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(add, (context) => {
    const world = worldOf(context, sandbox)
    const { userId } = context.req.valid('param')
    const draft = roleDraft(context.req.valid('json'))
    return context.json(roleView(register(world, () => addRole(world, userId, draft))), 201)
  })
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const { userId, roleId } = context.req.valid('param')
    const changes = roleDraft(context.req.valid('json'))
    const now = register(world, () => changeRole(world, userId, roleId, changes))
    return context.json(roleView(now), 200)
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    const { userId, roleId } = context.req.valid('param')
    register(world, () => removeRole(world, userId, roleId))
    return context.body(null, 204)
  })
}
