import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../../server/sandbox.js'
import {
  addPractitioner,
  changePractitioner,
  type PractitionerDraft,
  removePractitioner,
} from '../../services/auth/registry/practitioners.js'
import { practitionerFields } from '../../world/seed/kinds/practitioners.js'
import { type Practitioner, practitioners } from '../../world/tables/practitioner.js'
import { addCollection } from '../collection.js'
import { changed } from '../register.js'
import { RoleBody, RoleView, roleDraft, roleView } from './roles.js'

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

const view = (person: Practitioner): z.infer<typeof View> => ({
  ...(person as z.infer<typeof View>),
  roles: person.roles.map(roleView),
})

/** A person as the register takes them. */
export const personDraft = (
  body: z.infer<typeof Changes> & { readonly userId?: string | undefined },
): PractitionerDraft => ({ ...body, roles: body.roles?.map(roleDraft) })

/** Practitioners as the national directory knows them (auth 11.1). */
export function addPractitionerRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addCollection(api, sandbox, {
    path: '/_sandbox/practitioners',
    key: 'userId',
    texts: {
      one: 'a person',
      list: 'Everyone the directory knows',
      shown: 'The person',
      draft: 'Ids not given are made',
      added: 'The person as they were added',
      changed: 'The person now',
      taken: 'The user id is taken',
      removed: 'The person and their logins are gone',
    },
    draft: PersonBody,
    changes: Changes,
    view: View,
    list: ({ store }) => practitioners.list(store).map(view),
    find: ({ store }, userId) => practitioners.find(store, userId),
    show: view,
    add: (world, draft) => addPractitioner(world, personDraft(draft)),
    change: (world, userId, changes) => changePractitioner(world, userId, personDraft(changes)),
    remove: removePractitioner,
  })
}
