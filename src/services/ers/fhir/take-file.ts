import type { UserCaller } from '../domain/caller.js'
import { uploadFile } from '../domain/files/upload-file.js'
import type { Call, FileBody, Outcome } from './operation.js'
import { headerText } from './read/header-text.js'

/** Takes the file of a call, of at most `largest` bytes, and says where it is (ers-fhir 7.20). */
export function takeFile({ world, caller, request, file }: Call, largest: number): Outcome {
  const named = {
    ...(file as FileBody),
    fileName: headerText(request.header('nhsd-ers-file-name')),
    intendedFor: headerText(request.header('nhsd-ers-referral-id')) || null,
  }
  const uploaded = uploadFile(world, caller as UserCaller, named, largest)
  if (!uploaded.ok) return uploaded
  const headers = { Location: `Binary/${uploaded.value.id}` }
  return { ok: true, value: { status: 201, headers } }
}
