import { hasEntriesBelow } from '../../domain/directory.js'
import type { DirectoryEntry } from '../../domain/entry.js'
import { isSpines, spineAddress } from '../../domain/spine-address.js'
import type { Context } from '../operations/context.js'
import { EntryView } from './view.js'

const ADDRESS = 'nhsMHSEndPoint'

/** The entry with the addresses that clients are told: the Spine's own are those of the sandbox, as over FHIR. */
function told(entry: DirectoryEntry, { world, address }: Context): DirectoryEntry {
  const { [ADDRESS]: addresses, nhsIDCode: [odsCode = ''] = [] } = entry.attributes
  if (!addresses || address === undefined || !isSpines(world, { odsCode })) return entry
  const shown = addresses.map((one) => spineAddress(world, one, address))
  return { ...entry, attributes: { ...entry.attributes, [ADDRESS]: shown } }
}

/** An entry as the client of a request sees it. */
export const look = (entry: DirectoryEntry, context: Context): EntryView =>
  new EntryView(told(entry, context), () => hasEntriesBelow(context.world, entry.dn))
