import { folderOf, STANDARD } from './data-sets.js'
import { readPreparedImage } from './prepared-file.js'
import type { Progress, SeedSpec } from './spec.js'

/**
 * Makes the part of a world that does not depend on the day. The standard set comes from its
 * prepared file where that fits; only otherwise is the code loaded that reads and checks data sets.
 * Refuses a data set with problems by a SeedError that lists them.
 */
export async function prepareImage(spec: SeedSpec, progress?: Progress): Promise<Buffer> {
  const prepared = spec.source === STANDARD ? readPreparedImage() : undefined
  if (prepared && spec.patients === 0) return prepared
  const { addSynthetic, buildImage } = await import('./build-image.js')
  const image = prepared ?? buildImage(folderOf(spec.source))
  return spec.patients === 0 ? image : addSynthetic(image, spec, progress)
}
