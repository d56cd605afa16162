import type { World } from '../../../../world/world.js'
import { SCAN_FILE, scanFile } from './scan-file.js'
import { REMOVE_FILE, removeFile } from './unlinked-files.js'

/** What happens to files in time, by the kind of job. */
const JOBS: Readonly<Record<string, (world: World, id: string) => void>> = {
  [SCAN_FILE]: scanFile,
  [REMOVE_FILE]: removeFile,
}

/** Takes up the scanning and removing of files in a world. */
export function keepFiles(world: World): void {
  for (const [kind, run] of Object.entries(JOBS))
    world.scheduler.handle(kind, ({ key }) => world.store.transaction(() => run(world, key)))
}
