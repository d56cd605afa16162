import { CLINICAL } from '../../domain/business-function.js'
import { linkTo } from '../../domain/files/file-link.js'
import { findFile } from '../../domain/files/find-file.js'
import { refuse } from '../../domain/outcome.js'
import { objectAddress } from '../../object-store.js'
import { operation } from '../operation.js'
import { isAttachmentId } from '../read/attachment-id.js'

/** A042: a link to an attached file of any size, in the object store (ers-fhir 7.42). */
export const a042RetrieveAttachmentLink = operation({
  code: 'A042',
  title: 'Retrieve attachment by link',
  fhir: 'R4',
  method: 'GET',
  path: '/Binary/:id',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  produces: 'ANYTHING',
  handle({ world, caller, request }) {
    const id = request.params.id ?? ''
    if (!isAttachmentId(id))
      return refuse('INVALID_VALUE', `'id' (${id.slice(0, 40)}) is not the id of a file.`)
    const file = findFile(world, caller, id)
    if (!file.ok) return file
    const headers = { Location: objectAddress(world, request.base, linkTo(world, id)) }
    return { ok: true, value: { status: 307, headers } }
  },
})
