import { SECOND } from '../../../../world/instant.js'
import {
  type AvailabilityStatus,
  attachmentContent,
  findAttachment,
  setAttachmentStatus,
} from '../../../../world/tables/attachment.js'
import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'
import { fileTypeOf } from './file-types.js'

export const SCAN_FILE = 'scan-file'

const SETTING = 'scanSeconds'
const DEFAULT_SECONDS = 5

/** Part of the text that every virus scanner takes for a virus, for tests (EICAR). */
const TEST_VIRUS = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'

/** How long a scan takes; nothing means that files are scanned while they are uploaded. */
export const setScanSeconds = (world: World, seconds: number): void =>
  writeSetting(world.store, SETTING, seconds)

/** What the scan says of a file: threats, bytes that are not of its type, or nothing against it. */
export function verdict(contentType: string, content: Uint8Array): AvailabilityStatus {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (bytes.includes(TEST_VIRUS)) return 'THREATS_FOUND'
  const begins = fileTypeOf(contentType)?.begins
  const start = bytes.subarray(0, 16).toString('latin1')
  return !begins || begins.some((one) => start.startsWith(one)) ? 'AVAILABLE' : 'VALIDATION_FAILED'
}

/** Ends the scan of a file; one that is gone or was scanned stays as it is. */
export function scanFile(world: World, id: string): void {
  const file = findAttachment(world.store, id)
  if (file?.status !== 'PENDING') return
  const content = attachmentContent(world.store, id) ?? new Uint8Array(0)
  const status = verdict(file.contentType, content)
  setAttachmentStatus(world.store, id, status)
  world.events.publish({ kind: 'file', action: 'SCAN', subject: id, detail: { status } })
}

/** Scans a new file, at once or when the world's clock has moved on (ers-fhir 8.6). */
export function startScan(world: World, id: string): void {
  const seconds = readSetting<number>(world.store, SETTING) ?? DEFAULT_SECONDS
  if (seconds <= 0) scanFile(world, id)
  else
    world.scheduler.schedule({
      kind: SCAN_FILE,
      key: id,
      due: world.clock.now() + seconds * SECOND,
    })
}
