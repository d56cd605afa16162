import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Sandbox } from '../server/sandbox.js'
import { functionsAt, organisationsOf } from '../services/ers/domain/business-function.js'
import { type Application, applications } from '../world/tables/application.js'
import { type LoginUser, loginUsers } from '../world/tables/login-user.js'
import { practitioners } from '../world/tables/practitioner.js'
import type { World } from '../world/world.js'
import { jsonContent } from './schemas.js'
import { worldOf } from './world-of.js'

const ApplicationView = z
  .object({
    name: z.string(),
    clientId: z.string(),
    secret: z.string(),
    callback: z.string(),
    scopes: z.array(z.string()),
    asid: z.string().optional(),
    keyId: z.string().optional(),
    privateKey: z
      .string()
      .optional()
      .openapi({ description: 'PEM; test material made on this machine' }),
  })
  .openapi('ApplicationCredentials')

const UserView = z
  .object({
    username: z.string(),
    name: z.string(),
    provider: z.enum(['nhs-cis2', 'nhs-login']),
    userId: z.string().optional(),
    nhsNumber: z.string().optional(),
    authenticationAssurance: z.number().optional(),
    identityAssurance: z.number().optional(),
    proofing: z.string().optional(),
    organisations: z.array(
      z.object({ odsCode: z.string(), businessFunctions: z.array(z.string()) }),
    ),
  })
  .openapi('UserCredentials')

const Credentials = z
  .object({ applications: z.array(ApplicationView), users: z.array(UserView) })
  .openapi('Credentials')

const read = createRoute({
  method: 'get',
  path: '/_sandbox/credentials',
  responses: {
    200: jsonContent(Credentials, 'Everyone who can log in to this world, and with what'),
  },
})

async function applicationView(
  sandbox: Sandbox,
  application: Application,
): Promise<z.infer<typeof ApplicationView>> {
  const { name, clientId, secret, callback, scopes, asid, keys } = application
  const key = keys === 'SANDBOX' ? await sandbox.keys.forApplication(clientId) : undefined
  return {
    name,
    clientId,
    secret,
    callback,
    scopes: [...scopes],
    ...(asid === undefined ? {} : { asid }),
    ...(key ? { keyId: key.kid, privateKey: key.privateKeyPem } : {}),
  }
}

function userView(world: World, user: LoginUser): z.infer<typeof UserView> {
  if (user.provider === 'nhs-login')
    return {
      username: user.username,
      name: `Patient ${user.nhsNumber}`,
      provider: user.provider,
      nhsNumber: user.nhsNumber,
      proofing: user.proofing,
      organisations: [],
    }
  const person = practitioners.find(world.store, user.userId)
  return {
    username: user.username,
    name: person ? [person.title, person.given, person.family].filter(Boolean).join(' ') : '',
    provider: user.provider,
    userId: user.userId,
    authenticationAssurance: user.aal,
    ...(person ? { identityAssurance: person.identityAssurance } : {}),
    organisations: person
      ? organisationsOf(person).map((odsCode) => ({
          odsCode,
          businessFunctions: functionsAt(person, odsCode),
        }))
      : [],
  }
}

/** Applications with their secrets and keys, users with their roles: for scripts and tests. */
export function addCredentialRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(read, async (context) => {
    const world = worldOf(context, sandbox)
    const found = applications.list(world.store)
    return context.json(
      {
        applications: await Promise.all(found.map((one) => applicationView(sandbox, one))),
        users: loginUsers.list(world.store).map((user) => userView(world, user)),
      },
      200,
    )
  })
}
