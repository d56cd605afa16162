import { CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { uploadFile } from '../../domain/files/upload-file.js'
import { type FileBody, operation } from '../operation.js'
import { headerText } from '../read/header-text.js'

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
  produces: 'ANYTHING',
  writes: true,
  handle({ world, caller, request, file }) {
    const uploaded = uploadFile(world, caller as UserCaller, {
      ...(file as FileBody),
      fileName: headerText(request.header('nhsd-ers-file-name')),
      intendedFor: headerText(request.header('nhsd-ers-referral-id')) || null,
    })
    if (!uploaded.ok) return uploaded
    const headers = { Location: `Binary/${uploaded.value.id}` }
    return { ok: true, value: { status: 201, headers } }
  },
})
