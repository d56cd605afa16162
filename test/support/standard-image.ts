import { join } from 'node:path'
import {
  readPreparedImage as read,
  writePreparedImage,
} from '../../src/world/seed/prepared-file.js'

const VARIABLE = 'ERS_TEST_IMAGE'

/** Before a run: the sources make the image of the standard set once, not again in every file of tests. */
export default async function setup(): Promise<void> {
  const file = join(String(process.env.ERS_TEST_FOLDER), 'standard.image')
  await writePreparedImage(file)
  process.env[VARIABLE] = file
}

/** Stands in for the function of that name where worlds are prepared (vitest.config.ts). */
export const readPreparedImage = (): Buffer | undefined => read(process.env[VARIABLE])
