import type { AttachedDocument } from '../../../../world/tables/referral.js'
import type { NewDocument } from '../../domain/files/attach-documents.js'
import { CS, SD } from '../systems.js'
import { noOthers, ofProfile } from './parameters.js'
import type { Place, Reader } from './place.js'
import { array, instant, member, object, text } from './values.js'

type Members = Readonly<Record<string, unknown>>

const LONGEST_DESCRIPTION = 200
const BINARY = /^Binary\/([A-Za-z0-9-]{1,64})$/
const MEMBERS = [
  'resourceType',
  'meta',
  'id',
  'type',
  'status',
  'indexed',
  'description',
  'content',
]

/** A code that is legal but not the one this parameter takes is inappropriate (ers-fhir 6.5). */
function readType(of: Members, wanted: AttachedDocument['type'], place: Place): void {
  const type = member(of, 'type', object, place)
  const codings = type && member(type, 'coding', array, place.child('type'))
  if (!codings) return
  const at = place.child('type').child('coding[0]')
  const first = codings.length === 1 ? object(codings[0], at) : at.structure('the only coding')
  const system = first && member(first, 'system', text(), at)
  const code = first && member(first, 'code', text(), at)
  if (system === undefined || code === undefined) return
  if (system !== CS('eRS-AttachmentType-1')) at.child('system').code(system)
  else if (code !== wanted)
    at.refuse('INAPPROPRIATE_VALUE', `'${at.path}' (${code}) must be ${wanted} here`)
}

function readAttachmentId(of: Members, place: Place): string | undefined {
  const content = member(of, 'content', array, place)
  if (!content) return undefined
  if (content.length !== 1) return place.child('content').structure('an array of one element')
  const at = place.child('content[0]')
  const first = object(content[0], at)
  const attachment = first && member(first, 'attachment', object, at)
  const url = attachment && member(attachment, 'url', text(), at.child('attachment'))
  if (url === undefined) return undefined
  return BINARY.exec(url)?.[1] ?? at.child('attachment').child('url').invalid(url)
}

/** A file to attach, of the type that the parameter demands (ers-fhir 6.5). */
export const documentReference =
  (type: AttachedDocument['type']): Reader<NewDocument> =>
  (value, place) => {
    const document = object(value, place)
    if (!document) return undefined
    ofProfile(document, 'DocumentReference', [SD('eRS-DocumentReference-1')], place)
    noOthers(document, MEMBERS, place)
    readType(document, type, place)
    const status = member(document, 'status', text(), place)
    if (status !== undefined && status !== 'current')
      place.child('status').refuse('INAPPROPRIATE_VALUE', `'status' (${status}) must be current`)
    const indexed = member(document, 'indexed', instant, place)
    const description =
      document.description === undefined
        ? undefined
        : member(document, 'description', text(LONGEST_DESCRIPTION), place)
    const attachmentId = readAttachmentId(document, place)
    return indexed !== undefined && attachmentId !== undefined
      ? { type, attachmentId, indexed, ...(description === undefined ? {} : { description }) }
      : undefined
  }
