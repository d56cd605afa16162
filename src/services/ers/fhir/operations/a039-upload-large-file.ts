import { LIMITS } from '../../../../world/limits.js'
import { CLINICAL } from '../../domain/business-function.js'
import { LARGEST_R4_FILE } from '../../domain/files/file-types.js'
import { operation } from '../operation.js'
import { takeFile } from '../take-file.js'

/** A039: as A020, for files up to 100 MB; little more than its name is published (ers-fhir 1.1). */
export const a039UploadLargeFile = operation({
  code: 'A039',
  title: 'Upload large file',
  fhir: 'R4',
  method: 'POST',
  path: '/Binary',
  functions: CLINICAL,
  onBehalfOf: true,
  body: 'FILE',
  bodyLimit: LIMITS.largeFile,
  produces: 'ANYTHING',
  writes: true,
  handle: (call) => takeFile(call, LARGEST_R4_FILE),
})
