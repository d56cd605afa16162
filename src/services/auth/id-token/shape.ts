import type { Exchange } from '../../../http/exchange.js'
import { SECOND } from '../../../world/instant.js'
import { type Jwt, shown, textOf } from '../client-assertion/jwt.js'
import { type Check, oauthError } from '../refusal.js'

/** What the checks of a token's form look at. */
export interface ShapeInput {
  readonly exchange: Exchange
  readonly jwt: Jwt | undefined
}

const invalid = (description: string, status = 400) =>
  oauthError(status, 'invalid_request', description)

export const absent = (value: unknown): boolean =>
  value === undefined || value === null || value === ''

const header = ({ jwt }: ShapeInput, name: string): unknown => jwt?.header[name]
const claim = ({ jwt }: ShapeInput, name: string): unknown => jwt?.payload[name]

const missingHeader = (name: string, where: string): Check<ShapeInput> => ({
  rule: `auth.id-token.${name}-missing`,
  refuses: (input) => absent(header(input, name)),
  error: invalid(`Missing '${name}' header in ${where} JWT`),
})

/** A claim that must be there; its absence is 400 unless told otherwise. */
export const missingClaim = (name: string, where: string, status = 400): Check<ShapeInput> => ({
  rule: `auth.id-token.${name.replace('_', '-')}-missing`,
  refuses: (input) => absent(claim(input, name)),
  error: invalid(`Missing '${name}' claim in ${where} JWT`, status),
})

/** That it is a token at all, with the headers it needs and a numeric `exp` (auth 3.9 rows 2 to 7). */
export const shapeChecks = (where: string): readonly Check<ShapeInput>[] => [
  {
    rule: 'auth.id-token.malformed',
    refuses: ({ jwt }) => !jwt,
    error: invalid(`Malformed JWT in ${where}`),
    help: () => 'A compact JWS has three base64url parts joined by dots; the first two are JSON.',
  },
  missingHeader('kid', where),
  {
    rule: 'auth.id-token.typ',
    refuses: (input) => textOf(header(input, 'typ')).toUpperCase() !== 'JWT',
    error: invalid(`Invalid 'typ' header in ${where} JWT - must be 'JWT'`),
    help: (input) => `typ was '${shown(header(input, 'typ'))}'.`,
  },
  missingHeader('alg', where),
  missingClaim('exp', where),
  {
    rule: 'auth.id-token.exp-type',
    refuses: (input) => typeof claim(input, 'exp') !== 'number',
    error: invalid(`Invalid 'exp' claim in ${where} JWT - must be an integer`),
    help: (input) => `exp is a JSON ${typeof claim(input, 'exp')}.`,
  },
]

/** That the token still lives on the world's clock (auth 3.9 row 8). */
export const expiryCheck = (where: string): Check<ShapeInput> => ({
  rule: 'auth.id-token.expired',
  refuses: (input) => Number(claim(input, 'exp')) * SECOND <= input.exchange.world.clock.now(),
  error: invalid(`Invalid 'exp' claim in ${where} JWT - JWT has expired`),
  help: (input) =>
    `exp was ${shown(claim(input, 'exp'))}; the world's clock says ${input.exchange.world.clock.iso()}.`,
})
