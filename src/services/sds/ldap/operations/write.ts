import { entryAt } from '../../domain/directory.js'
import type { Dn } from '../../domain/entry.js'
import { serverEntry } from '../entry/server-entries.js'
import type { WriteRequest } from '../message/request.js'
import { type Result, result } from '../message/result.js'
import { readName } from '../name.js'
import { attributeType } from '../schema/attributes.js'
import type { Context } from './context.js'
import { noSuchObject } from './missing.js'

const above = (context: Context, dn: Dn): Result | undefined =>
  dn.length <= 1 || entryAt(context.world, dn.slice(1)) ? undefined : noSuchObject(context, dn)

/** What stands against the change whoever asks for it. */
function impossible(
  { kind, attributes }: WriteRequest,
  dn: Dn,
  context: Context,
): Result | undefined {
  const unknown = attributes.find((name) => !attributeType(name.split(';')[0] as string))
  if (unknown !== undefined)
    return result('undefinedAttributeType', `there is no attribute '${unknown.slice(0, 80)}'`)
  const isThere = entryAt(context.world, dn) !== undefined
  if (kind === 'add') return isThere ? result('entryAlreadyExists') : above(context, dn)
  return isThere ? undefined : noSuchObject(context, dn)
}

/**
 * Refuses a change (sds 2.1): clients only read. Without a bound name 8; with one the reason that would
 * count anyway, else 50.
 */
export function write(request: WriteRequest, context: Context): Result {
  const dn = readName(request.name)
  if (!dn || (request.newRdn !== undefined && readName(request.newRdn)?.length !== 1))
    return result('invalidDNSyntax', 'the name is no distinguished name')
  context.find(
    'sds.ldap.read-only',
    'Clients only read the directory. Change it with the control API (/_sandbox/sds, /_sandbox/practitioners) or `ers-sandbox sds`.',
    'sds 2.1',
  )
  if (context.session.name === '')
    return result('strongerAuthRequired', 'modifications require authentication')
  if (serverEntry(dn)) return result('unwillingToPerform', 'the server does not change itself')
  return impossible(request, dn, context) ?? result('insufficientAccessRights', 'read only')
}
