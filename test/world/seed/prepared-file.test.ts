import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildImage } from '../../../src/world/seed/build-image.js'
import { folderOf } from '../../../src/world/seed/data-sets.js'
import { readPreparedImage, writePreparedImage } from '../../../src/world/seed/prepared-file.js'
import { seedFolder } from './folder.js'

test('a prepared file holds the image that the files make', async () => {
  const file = join(seedFolder({}), 'standard.image')
  await writePreparedImage(file)
  expect(readPreparedImage(file)?.equals(buildImage(folderOf('standard')))).toBe(true)
})

test('a prepared file of other sources is not used', async () => {
  const file = join(seedFolder({}), 'standard.image')
  await writePreparedImage(file)
  const content = readFileSync(file)
  content[0] = (content[0] as number) ^ 1
  writeFileSync(file, content)
  expect(readPreparedImage(file)).toBeUndefined()
})

test('there is none beside the sources', () => {
  expect(readPreparedImage()).toBeUndefined()
})
