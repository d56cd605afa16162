import { isoDate } from '../../../../world/instant.js'
import { organisations } from '../../../../world/tables/organisation.js'
import type { Patient } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import type { UpdateSource } from './changes.js'

/** What the rules look at beside the data themselves. */
export interface RuleContext {
  /** The record before the change; absent for one that is made. */
  readonly patient?: Patient
  readonly source: UpdateSource
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly isOrganisation: (odsCode: string) => boolean
  readonly isPractice: (odsCode: string) => boolean
}

export function ruleContext(world: World, source: UpdateSource, patient?: Patient): RuleContext {
  const find = (odsCode: string) => organisations.find(world.store, odsCode.toUpperCase())
  return {
    source,
    today: isoDate(world.clock.now()),
    isOrganisation: (odsCode) => find(odsCode) !== undefined,
    isPractice: (odsCode) => find(odsCode)?.roles.includes('GP_PRACTICE') === true,
    ...(patient && { patient }),
  }
}
