import { LIMITS } from '../../../../world/limits.js'
import { CLINICAL } from '../../domain/business-function.js'
import { LARGEST_FILE } from '../../domain/files/file-types.js'
import { operation } from '../operation.js'
import { takeFile } from '../take-file.js'

/** A020: a file to be attached to a request later; its body is the file itself (ers-fhir 7.20). */
export const a020UploadFile = operation({
  code: 'A020',
  title: 'Upload file',
  fhir: 'STU3',
  method: 'POST',
  path: '/Binary',
  functions: CLINICAL,
  onBehalfOf: true,
  body: 'FILE',
  bodyLimit: LIMITS.file,
  produces: 'ANYTHING',
  writes: true,
  handle: (call) => takeFile(call, LARGEST_FILE),
})
