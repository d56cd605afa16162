import { createHash } from 'node:crypto'

/** The directory's id of a person at an organisation: twelve digits, always the same (chosen). */
export function personOrgId(userId: string, odsCode: string): string {
  const digest = createHash('sha256').update(`${userId}@${odsCode}`).digest()
  return `555${String(digest.readUInt32BE(0) % 1_000_000_000).padStart(9, '0')}`
}
