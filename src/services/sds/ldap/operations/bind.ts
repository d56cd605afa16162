import { entryAt } from '../../domain/directory.js'
import type { BindRequest } from '../message/request.js'
import { type Result, result, SUCCESS } from '../message/result.js'
import { readName } from '../name.js'
import type { Context } from './context.js'

const VERSION = 3

/** Refuses a bind: first for its form, then for the world and the password. */
function refusal(
  { version, name, credentials }: BindRequest,
  { world, session, hasWorld }: Context,
): Result | undefined {
  if (version !== VERSION) return result('protocolError', 'only version 3 is spoken')
  if (credentials.kind === 'sasl')
    return result('authMethodNotSupported', 'there is no SASL: bind with a name or with none')
  const dn = readName(name)
  if (!dn) return result('invalidDNSyntax', 'the name is no distinguished name')
  const named = session.worldFor(name)
  if (!hasWorld(named)) return result('invalidCredentials', `there is no world '${named}'`)
  if (credentials.password !== '' && entryAt(world, dn))
    return result('invalidCredentials', 'entries of the directory have no password')
  return undefined
}

/**
 * Binds (sds 2.1): with nothing, with a name alone, or with a name and any password, since the
 * sandbox cannot know what a supplier was given. Nobody is an entry of the directory by password.
 */
export function bind(request: BindRequest, context: Context): Result {
  const refused = refusal(request, context)
  if (refused) context.session.unbind()
  else context.session.bind(request.name)
  return refused ?? SUCCESS
}
