import { MendableError } from '../world/mendable.js'

/** Troubles of the file system that the user can mend, by code. */
const FILE_TROUBLES: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is read-only',
  ENOENT: 'it does not exist and cannot be made',
  ENOTDIR: 'a part of it is a file, not a folder',
  EEXIST: 'it is a file, not a folder',
  ENOSPC: 'the disk is full',
}

/** What a user can mend, in one sentence; undefined for a bug of ours. */
export function failureMessage(error: unknown): string | undefined {
  if (error instanceof MendableError) return error.message
  const { code, path } = error as NodeJS.ErrnoException
  const trouble = FILE_TROUBLES[code ?? '']
  return path && trouble ? `${path} cannot be used: ${trouble}.` : undefined
}
