import { z } from 'zod'
import { type Practitioner, practitioners } from '../../tables/practitioner.js'
import { anyKind, type Reference } from '../kind.js'
import { activity, jobRole, maybe, odsCode, roleId, userId, words } from '../values.js'

/** What a record says of a role profile. */
export const roleFields = {
  roleId,
  odsCode,
  jobRole,
  activities: z.array(activity).default([]),
  workgroups: maybe(z.array(words)),
}

const role = z.strictObject(roleFields)

function references({ roles, onBehalfOf = [] }: Practitioner): Reference[] {
  return [
    ...roles.map(({ odsCode: key }, at) => ({
      path: ['roles', at, 'odsCode'],
      to: 'organisations.json',
      key,
    })),
    ...onBehalfOf.flatMap((person, at) => [
      { path: ['onBehalfOf', at, 'odsCode'], to: 'organisations.json', key: person.odsCode },
      { path: ['onBehalfOf', at, 'userId'], to: 'practitioners.json', key: person.userId },
    ]),
  ]
}

/** What a record says of a person; the control API asks for the same. */
export const practitionerFields = {
  userId,
  title: maybe(words),
  given: words,
  family: words,
  active: z.boolean().default(true),
  identityAssurance: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)], {
      error: 'an identity assurance level (0 to 3)',
    })
    .default(3),
  email: maybe(words),
  registrations: maybe(z.record(z.string(), words)),
  roles: z.array(role),
  onBehalfOf: maybe(z.array(z.strictObject({ odsCode, userId }))),
}

export const practitionerKind = anyKind<Practitioner>({
  file: 'practitioners.json',
  name: 'practitioner',
  schema: z.strictObject(practitionerFields),
  key: (row) => row.userId,
  references,
  save: (store, rows) => {
    for (const row of rows) practitioners.save(store, row)
  },
})
