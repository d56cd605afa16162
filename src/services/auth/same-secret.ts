import { createHash, timingSafeEqual } from 'node:crypto'

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares secrets in a time that tells nothing of where they differ; an absent one equals none. */
export const isSameSecret = (sent: string | undefined, expected: string | undefined): boolean =>
  timingSafeEqual(sha256(sent ?? ''), sha256(expected ?? '')) && !!sent && !!expected
