import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import {
  addPractitioner,
  changePractitioner,
  type PractitionerDraft,
  removePractitioner,
} from '../services/auth/registry/practitioners.js'
import { practitionerFields } from '../world/seed/kinds/practitioners.js'
import { type Practitioner, practitioners } from '../world/tables/practitioner.js'
import { Refused } from './refused.js'
import { changed, pathParameter, register } from './register.js'
import { RoleBody, RoleView, roleDraft, roleView } from './roles.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const { roles: _, active, identityAssurance, ...fields } = practitionerFields

export const PersonBody = z
  .strictObject({
    userId: fields.userId.optional(),
    title: changed(fields.title),
    given: fields.given,
    family: fields.family,
    active: active.unwrap().optional(),
    identityAssurance: identityAssurance.unwrap().optional(),
    email: changed(fields.email),
    registrations: changed(fields.registrations),
    roles: z.array(RoleBody).optional(),
    onBehalfOf: changed(fields.onBehalfOf),
  })
  .openapi('PractitionerDraft')

const Changes = PersonBody.omit({ userId: true }).partial().openapi('PractitionerChanges')
const View = z
  .object(practitionerFields)
  .extend({ roles: z.array(RoleView) })
  .openapi('Practitioner')

const params = z.object({ userId: pathParameter('userId') })
const path = '/_sandbox/practitioners'
const one = `${path}/{userId}`
const notFound = { 404: problemContent('No such person') }
const invalid = {
  400: problemContent('Not a description of a person'),
  422: problemContent('A member has the wrong form, or names what is not there'),
}

const list = createRoute({
  method: 'get',
  path,
  responses: { 200: jsonContent(z.array(View), 'Everyone the directory knows') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(View, 'The person'), ...notFound },
})
const add = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(PersonBody, 'Ids not given are made') } },
  responses: {
    201: jsonContent(View, 'The person as they were added'),
    ...invalid,
    409: problemContent('The user id is taken'),
  },
})
const change = createRoute({
  method: 'patch',
  path: one,
  request: {
    params,
    body: { required: true, ...jsonContent(Changes, 'What changes; null takes a member away') },
  },
  responses: { 200: jsonContent(View, 'The person now'), ...notFound, ...invalid },
})
const remove = createRoute({
  method: 'delete',
  path: one,
  request: { params },
  responses: { 204: { description: 'The person and their logins are gone' }, ...notFound },
})

const view = (person: Practitioner): z.infer<typeof View> => ({
  ...(person as z.infer<typeof View>),
  roles: person.roles.map(roleView),
})

/** A person as the register takes them. */
export const personDraft = (
  body: z.infer<typeof Changes> & { readonly userId?: string | undefined },
): PractitionerDraft => ({ ...body, roles: body.roles?.map(roleDraft) })

/** Practitioners as the national directory knows them (auth 11.1); a change counts on the next call. */
export function addPractitionerRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) =>
    context.json(practitioners.list(worldOf(context, sandbox).store).map(view), 200),
  )
  api.openapi(show, (context) => {
    const { userId } = context.req.valid('param')
    const found = practitioners.find(worldOf(context, sandbox).store, userId)
    if (!found) throw new Refused(404, 'Not found', `there is no practitioner '${userId}'`)
    return context.json(view(found), 200)
  })
  api.openapi(add, (context) => {
    const world = worldOf(context, sandbox)
    const draft = personDraft(context.req.valid('json'))
    return context.json(view(register(world, () => addPractitioner(world, draft))), 201)
  })
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const { userId } = context.req.valid('param')
    const changes = personDraft(context.req.valid('json'))
    return context.json(
      view(register(world, () => changePractitioner(world, userId, changes))),
      200,
    )
  })
  api.openapi(remove, (context) => {
    const world = worldOf(context, sandbox)
    register(world, () => removePractitioner(world, context.req.valid('param').userId))
    return context.body(null, 204)
  })
}
