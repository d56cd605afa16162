import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSandbox } from '../../src/server/sandbox.js'
import { Store } from '../../src/world/store.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const open = (data: string) => createSandbox({ data, log: 'silent' })
const kept = (data: string): string => join(data, 'worlds', 'default.sqlite')

async function once(): Promise<string> {
  const data = temporaryFolder()
  await (await open(data)).close()
  return data
}

test('a world that was kept goes on', async () => {
  const data = await once()
  const sandbox = await open(data)
  expect(sandbox.worlds.list().map(({ name }) => name)).toEqual(['default'])
  await sandbox.close()
})

test.each([
  ['DROP TABLE referral', 'it was made by another version of the sandbox'],
  ["DELETE FROM setting WHERE name = 'clock'", 'it holds no world'],
])('one after %s is refused with what to do', async (sql, why) => {
  const data = await once()
  const store = Store.file(kept(data))
  store.execute(sql)
  store.close()
  await expect(open(data)).rejects.toThrow(
    `The world 'default' kept in ${kept(data)} cannot be used: ${why}. Start with another --data folder, or move the file away.`,
  )
  rmSync(kept(data))
  await (await open(data)).close()
})

test('so is a file that is no database', async () => {
  const data = temporaryFolder()
  mkdirSync(join(data, 'worlds'))
  writeFileSync(kept(data), 'notes of mine '.repeat(100))
  await expect(open(data)).rejects.toThrow('cannot be used: it is no database')
})
