import { z } from 'zod'
import { type LoginUser, loginUsers } from '../../tables/login-user.js'
import { anyKind, referenceTo } from '../kind.js'
import { maybe, nhsNumber, userId, words } from '../values.js'

/** What a record says of a healthcare worker's login. */
export const workerLoginFields = {
  username: words,
  provider: z.literal('nhs-cis2'),
  userId,
  aal: z
    .union([z.literal(1), z.literal(2), z.literal(3)], {
      error: 'an authentication assurance level (1 to 3)',
    })
    .default(3),
  amr: words.default('N3_SMARTCARD'),
  selectedRole: maybe(z.string()),
  malformedRoles: maybe(z.boolean()),
}

/** What a record says of a patient's login. */
export const patientLoginFields = {
  username: words,
  provider: z.literal('nhs-login'),
  nhsNumber,
  proofing: z.enum(['P0', 'P5', 'P9']),
  vectorOfTrust: words,
  actedBy: maybe(nhsNumber),
}

const healthcareWorker = z.strictObject(workerLoginFields)
const patient = z.strictObject(patientLoginFields)

export const loginUserKind = anyKind<LoginUser>({
  file: 'login-users.json',
  name: 'login user',
  schema: z.discriminatedUnion('provider', [healthcareWorker, patient], {
    error: "'nhs-cis2' or 'nhs-login'",
  }),
  key: (row) => row.username,
  references: (row) =>
    row.provider === 'nhs-cis2'
      ? referenceTo('practitioners.json', ['userId'], row.userId)
      : [
          ...referenceTo('patients.json', ['nhsNumber'], row.nhsNumber),
          ...referenceTo('patients.json', ['actedBy'], row.actedBy),
        ],
  save: (store, rows) => {
    for (const row of rows) loginUsers.save(store, row)
  },
})
