import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../scripts/bundle.mjs'
import { writePreparedImage } from '../../src/world/seed/prepared-file.js'
import { temporaryFolder } from './temporary-folder.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a package has beside its modules. */
const BESIDE = ['node_modules', 'scenarios', 'seed']

/** Lays the package out as npm would install it; answers its folder, which goes with the run of the tests. */
export async function installPackage(): Promise<string> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'dist'))
  await bundle([join(ROOT, 'src/cli/bin.ts')], join(ROOT, 'src'), join(folder, 'dist'))
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(folder, name), 'junction')
  await writePreparedImage(join(folder, 'dist/standard.image'))
  return folder
}
