import { z } from '@hono/zod-openapi'
import { functionsAt, organisationsOf } from '../../services/ers/domain/business-function.js'
import type { LoginUser } from '../../world/tables/login-user.js'
import { practitioners } from '../../world/tables/practitioner.js'
import type { World } from '../../world/world.js'

/** A test user as scripts and people see one: who they are, and what they may do where. */
export const UserView = z
  .object({
    username: z.string(),
    name: z.string(),
    provider: z.enum(['nhs-cis2', 'nhs-login']),
    userId: z.string().optional(),
    nhsNumber: z.string().optional(),
    authenticationAssurance: z.number().optional(),
    identityAssurance: z.number().optional(),
    amr: z.string().optional(),
    selectedRole: z.string().optional(),
    proofing: z.string().optional(),
    vectorOfTrust: z.string().optional(),
    organisations: z.array(
      z.object({ odsCode: z.string(), businessFunctions: z.array(z.string()) }),
    ),
  })
  .openapi('UserCredentials')

export function userView(world: World, user: LoginUser): z.infer<typeof UserView> {
  if (user.provider === 'nhs-login')
    return {
      username: user.username,
      name: `Patient ${user.nhsNumber}`,
      provider: user.provider,
      nhsNumber: user.nhsNumber,
      proofing: user.proofing,
      vectorOfTrust: user.vectorOfTrust,
      organisations: [],
    }
  const person = practitioners.find(world.store, user.userId)
  return {
    username: user.username,
    name: person ? [person.title, person.given, person.family].filter(Boolean).join(' ') : '',
    provider: user.provider,
    userId: user.userId,
    authenticationAssurance: user.aal,
    amr: user.amr,
    ...(user.selectedRole === undefined ? {} : { selectedRole: user.selectedRole }),
    ...(person ? { identityAssurance: person.identityAssurance } : {}),
    organisations: person
      ? organisationsOf(person).map((odsCode) => ({
          odsCode,
          businessFunctions: functionsAt(person, odsCode),
        }))
      : [],
  }
}
