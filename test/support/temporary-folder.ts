import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VARIABLE = 'ERS_TEST_FOLDER'

/** Before a run: a folder for what tests write; after it the folder goes. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ers-tests-'))
  process.env[VARIABLE] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** A new folder that goes with the run of the tests. */
export const temporaryFolder = (): string =>
  mkdtempSync(join(process.env[VARIABLE] ?? tmpdir(), 'test-'))
