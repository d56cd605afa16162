import { control } from '../robots/control.js'
import type { Line } from '../robots/line.js'
import { SandboxError } from './explain.js'

/** In which role a user is to act, where they have several. */
export interface Role {
  readonly organisation?: string
  /** e-RS business function, such as `REFERRING_CLINICIAN`. */
  readonly businessFunction?: string
}

/** A user who has logged in. */
export interface Session {
  readonly user: string
  readonly token: string
  /** The organisation and business function that e-RS is told; none for a patient. */
  readonly organisation: string | undefined
  readonly businessFunction: string | undefined
  /** Headers of a call: the token, and for professionals those that e-RS wants. */
  readonly headers: Readonly<Record<string, string>>
  /** Calls a path of the world with these headers; JSON for a body that is an object. */
  fetch(
    path: string,
    init?: Omit<RequestInit, 'body'> & { readonly body?: object | string },
  ): Promise<Response>
}

interface UserView {
  readonly organisations?: readonly {
    readonly odsCode: string
    readonly businessFunctions: readonly string[]
  }[]
}

interface Place {
  readonly organisation: string
  readonly businessFunction: string
}

const placesOf = ({ organisations = [] }: UserView): Place[] =>
  organisations.flatMap(({ odsCode, businessFunctions }) =>
    businessFunctions.map((businessFunction) => ({ organisation: odsCode, businessFunction })),
  )

function placeOf(user: string, places: readonly Place[], role: Role): Place | undefined {
  const fitting = places.filter(
    ({ organisation, businessFunction }) =>
      (role.organisation ?? organisation) === organisation &&
      (role.businessFunction ?? businessFunction) === businessFunction,
  )
  if (fitting.length > 0 || places.length === 0) return fitting[0]
  throw new SandboxError({
    happened: `User ${user} has no such role.`,
    where: 'world.loginAs',
    expected: [role.organisation, role.businessFunction].filter(Boolean).join(' '),
    found: places.map((one) => `${one.organisation} ${one.businessFunction}`).join(', '),
    todo: 'name one of the roles found, or give the user the role with world.given.role',
  })
}

const headersOf = (token: string, place: Place | undefined): Record<string, string> => ({
  Authorization: `Bearer ${token}`,
  ...(place && {
    'NHSD-End-User-Organisation-ODS': place.organisation,
    'NHSD-eRS-Business-Function': place.businessFunction,
  }),
})

/**
 * Logs a test user in; in the first role that fits where they have several. `newId` makes the ids of
 * requests.
 */
export async function loginAs(
  line: Line,
  newId: () => string,
  user: string,
  role: Role = {},
): Promise<Session> {
  const view = await control<UserView>(line, 'GET', `/users/${encodeURIComponent(user)}`)
  const place = placeOf(user, placesOf(view), role)
  const { access_token: token } = await control<{ access_token: string }>(line, 'POST', '/tokens', {
    user,
  })
  const headers = headersOf(token, place)
  return {
    user,
    token,
    organisation: place?.organisation,
    businessFunction: place?.businessFunction,
    headers,
    fetch: (path, { body, headers: more, ...init } = {}) =>
      fetch(`${line.address}${path}`, {
        ...init,
        headers: {
          'X-Request-ID': newId(),
          'X-Correlation-ID': newId(),
          ...headers,
          ...(typeof body === 'object' && { 'Content-Type': 'application/fhir+json' }),
          ...Object.fromEntries(new Headers(more)),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  }
}
