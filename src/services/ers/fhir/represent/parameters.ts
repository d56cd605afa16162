import { SD } from '../systems.js'
import type { Json } from './elements.js'

/** Several resources as the answer of an operation; those that are not there are left out. */
export const resourceParameters = (
  profile: string,
  resources: Readonly<Record<string, Json | undefined>>,
): Json => ({
  meta: { profile: [SD(profile)] },
  resourceType: 'Parameters',
  parameter: Object.entries(resources)
    .filter(([, resource]) => resource !== undefined)
    .map(([name, resource]) => ({ name, resource })),
})
