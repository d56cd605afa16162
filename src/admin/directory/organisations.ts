import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import {
  addOrganisation,
  changeOrganisation,
} from '../../services/sds/domain/register/organisations.js'
import { organisationFields } from '../../world/seed/kinds/organisations.js'
import { type Organisation, organisations } from '../../world/tables/organisation.js'
import { addCollection } from '../collection.js'
import { changed } from '../register.js'

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

const view = (organisation: Organisation) => organisation as z.infer<typeof View>

/** Organisations of the directory (sds 2.6): added, changed and closed. */
export function addOrganisationRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addCollection(api, sandbox, {
    path: '/_sandbox/organisations',
    key: 'odsCode',
    texts: {
      one: 'an organisation',
      list: 'The organisations of the world',
      shown: 'The organisation',
      draft: 'It began today unless it is said',
      added: 'The organisation as it was added',
      changes: '`{"open": false}` closes it; null takes a member away',
      changed: 'The organisation now',
      taken: 'The ODS code is taken',
    },
    draft: Draft,
    changes: Changes,
    view: View,
    list: ({ store }) => organisations.list(store).map(view),
    find: ({ store }, odsCode) => organisations.find(store, odsCode),
    show: view,
    add: addOrganisation,
    change: changeOrganisation,
  })
}
