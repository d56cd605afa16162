import { entryAt } from '../../domain/directory.js'
import { look } from '../entry/look.js'
import { serverEntry } from '../entry/server-entries.js'
import { compileFilter } from '../filter/compile.js'
import type { CompareRequest } from '../message/request.js'
import { type Result, result } from '../message/result.js'
import { readName } from '../name.js'
import { attributeType } from '../schema/attributes.js'
import type { Context } from './context.js'
import { noSuchObject } from './missing.js'

/** Says whether an entry has a value (RFC 4511 4.10). */
export function compare({ name, attribute, value }: CompareRequest, context: Context): Result {
  const { world } = context
  const dn = readName(name)
  if (!dn) return result('invalidDNSyntax', 'the name is no distinguished name')
  const entry = serverEntry(dn) ?? entryAt(world, dn)
  if (!entry) return noSuchObject(context, dn)
  const type = attributeType(attribute)
  if (!type) return result('undefinedAttributeType', `there is no attribute '${attribute}'`)
  const view = look(entry, context)
  if (view.valuesOf(type.names[0]).length === 0) return result('noSuchAttribute')
  if (!type.equality) return result('inappropriateMatching', `${type.names[0]} cannot be compared`)
  const holds = compileFilter({ kind: 'equal', attribute, value })(view)
  return result(holds ? 'compareTrue' : 'compareFalse')
}
