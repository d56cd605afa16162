import { entryAt } from '../../domain/directory.js'
import type { Dn } from '../../domain/entry.js'
import { formatDn } from '../dn.js'
import { type Result, result } from '../message/result.js'
import type { Context } from './context.js'

/** The nearest entry above a name; undefined where even the root is another. */
function nearestAbove({ world }: Context, dn: Dn): Dn | undefined {
  for (let from = 1; from < dn.length; from++) {
    const entry = entryAt(world, dn.slice(from))
    if (entry) return entry.dn
  }
  return undefined
}

/** There is no such entry: how far the name leads (sds 2.3). */
export function noSuchObject(context: Context, dn: Dn): Result {
  const matched = nearestAbove(context, dn)
  const name = formatDn(dn).slice(0, 200)
  context.find(
    'sds.ldap.no-such-object',
    matched
      ? `There is no entry '${name}'; the nearest above it is '${formatDn(matched)}'.`
      : `'${name}' is not within o=nhs, the root of the directory; its branches are ou=Organisations, ou=People, ou=Services and ou=ReferenceData.`,
    'sds 2.2',
  )
  return result('noSuchObject', undefined, matched)
}
