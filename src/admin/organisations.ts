import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import {
  addOrganisation,
  changeOrganisation,
  showOrganisation,
} from '../services/sds/domain/register/organisations.js'
import { organisationFields } from '../world/seed/kinds/organisations.js'
import { type Organisation, organisations } from '../world/tables/organisation.js'
import { changed, pathParameter, register } from './register.js'
import { jsonContent, problemContent } from './schemas.js'
import { worldOf } from './world-of.js'

const { odsCode, open, changed: _, ...fields } = organisationFields

const Draft = z
  .strictObject({
    odsCode,
    name: fields.name,
    roles: fields.roles,
    address: fields.address,
    postcode: fields.postcode,
    open: open.unwrap().optional(),
    opened: changed(fields.opened),
    closed: changed(fields.closed),
    parent: changed(fields.parent),
    commissioner: changed(fields.commissioner),
    successors: changed(fields.successors),
    predecessors: changed(fields.predecessors),
    phone: changed(fields.phone),
  })
  .openapi('OrganisationDraft')

const Changes = Draft.omit({ odsCode: true }).partial().openapi('OrganisationChanges')
const View = z.object(organisationFields).openapi('Organisation')

const path = '/_sandbox/organisations'
const one = `${path}/{odsCode}`
const params = z.object({ odsCode: pathParameter('odsCode') })
const notFound = { 404: problemContent('No such organisation') }
const invalid = {
  400: problemContent('Not a description of an organisation'),
  422: problemContent('A member has the wrong form, or names what is not there'),
}

const list = createRoute({
  method: 'get',
  path,
  responses: { 200: jsonContent(z.array(View), 'The organisations of the world') },
})
const show = createRoute({
  method: 'get',
  path: one,
  request: { params },
  responses: { 200: jsonContent(View, 'The organisation'), ...notFound },
})
const add = createRoute({
  method: 'post',
  path,
  request: { body: { required: true, ...jsonContent(Draft, 'It began today unless it is said') } },
  responses: {
    201: jsonContent(View, 'The organisation as it was added'),
    ...invalid,
    409: problemContent('The ODS code is taken'),
  },
})
const change = createRoute({
  method: 'patch',
  path: one,
  request: {
    params,
    body: {
      required: true,
      ...jsonContent(Changes, '`{"open": false}` closes it; null takes a member away'),
    },
  },
  responses: { 200: jsonContent(View, 'The organisation now'), ...notFound, ...invalid },
})

const view = (organisation: Organisation) => organisation as z.infer<typeof View>

/** Organisations of the directory (sds 2.6): added, changed and closed; it shows at once. */
export function addOrganisationRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) =>
    context.json(organisations.list(worldOf(context, sandbox).store).map(view), 200),
  )
  api.openapi(show, (context) => {
    const world = worldOf(context, sandbox)
    const { odsCode: code } = context.req.valid('param')
    return context.json(view(register(world, () => showOrganisation(world, code))), 200)
  })
  api.openapi(add, (context) => {
    const world = worldOf(context, sandbox)
    const draft = context.req.valid('json')
    return context.json(view(register(world, () => addOrganisation(world, draft))), 201)
  })
  api.openapi(change, (context) => {
    const world = worldOf(context, sandbox)
    const { odsCode: code } = context.req.valid('param')
    const changes = context.req.valid('json')
    return context.json(view(register(world, () => changeOrganisation(world, code, changes))), 200)
  })
}
