import { attachmentContent } from '../../../../world/tables/attachment.js'
import { attachmentDisposition } from '../../content-disposition.js'
import { CLINICAL } from '../../domain/business-function.js'
import { LARGEST_FILE } from '../../domain/files/file-types.js'
import { findFile } from '../../domain/files/find-file.js'
import { type Result, refuse } from '../../domain/outcome.js'
import { operation } from '../operation.js'
import { download } from '../represent/download.js'

/** A006 has no NO_RELATIONSHIP among its codes: it forbids (ers-fhir 7.6). */
const asForbidden = <Value>(result: Result<Value>): Result<Value> =>
  result.ok || result.refusals[0]?.code !== 'NO_RELATIONSHIP'
    ? result
    : refuse('FORBIDDEN', result.refusals[0].diagnostics)

/** A006: the bytes of an attached file of at most 5 MB (ers-fhir 7.6). */
export const a006RetrieveAttachment = operation({
  code: 'A006',
  title: 'Retrieve attachment',
  fhir: 'STU3',
  method: 'GET',
  path: '/Binary/:id',
  deprecated: 'A042',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  produces: 'ANYTHING',
  handle({ world, caller, request }) {
    const found = asForbidden(findFile(world, caller, request.params.id ?? ''))
    if (!found.ok) return found
    const { id, size, fileName, contentType } = found.value
    if (size > LARGEST_FILE)
      return refuse(
        'FILE_SIZE_ERROR',
        `The file has ${size} bytes: use A042 for more than ${LARGEST_FILE}.`,
      )
    const content = attachmentContent(world.store, id) ?? new Uint8Array(0)
    return download(content, contentType, attachmentDisposition(fileName))
  },
})
