import { given } from '../../../../world/given.js'
import type { AttachedDocument } from '../../../../world/tables/referral.js'
import type { NewDocument } from '../../domain/files/attach-documents.js'
import { CS, SD } from '../systems.js'
import { localReference } from './local-reference.js'
import { noOthers, ofProfile } from './parameters.js'
import type { Place, Reader } from './place.js'
import { array, instant, member, object, text } from './values.js'

type Members = Readonly<Record<string, unknown>>

const LONGEST_DESCRIPTION = 200
const BINARY = /^Binary\/([\w-]{1,64})$/
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

type Named = Pick<NewDocument, 'attachmentId' | 'title' | 'contentType'>

/** The file by its id; name and media type, where the client repeats them. */
function readAttachment(of: Members, place: Place): Named | undefined {
  const content = member(of, 'content', array, place)
  if (!content) return undefined
  if (content.length !== 1) return place.child('content').structure('an array of one element')
  const at = place.child('content[0]')
  const first = object(content[0], at)
  const attachment = first && member(first, 'attachment', object, at)
  if (!attachment) return undefined
  const here = at.child('attachment')
  const said = (name: 'title' | 'contentType') =>
    attachment[name] === undefined ? undefined : member(attachment, name, text(), here)
  const [title, contentType] = [said('title'), said('contentType')]
  const url = member(attachment, 'url', text(), here)
  if (url === undefined) return undefined
  const attachmentId = BINARY.exec(localReference(url))?.[1] ?? here.child('url').invalid(url)
  return attachmentId === undefined ? undefined : { attachmentId, ...given({ title, contentType }) }
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
    const attachment = readAttachment(document, place)
    return indexed !== undefined && attachment
      ? { type, ...attachment, indexed, ...given({ description }) }
      : undefined
  }
