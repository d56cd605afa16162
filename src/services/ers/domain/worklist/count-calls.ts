import { britishDate } from '../../../../world/calendar.js'
import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'
import type { WorklistType } from './worklist.js'

const SETTING = 'worklistCalls'

/** The calls of one British day; those of earlier days are forgotten. */
interface Calls {
  readonly day: string
  readonly counts: Readonly<Record<string, number>>
}

/** How often an application may fetch the worklist of a service in a day (ers-fhir 3.1). */
export const CALLS_A_DAY = 2

/** Counts an application's call for the worklist of a service; answers which one of the day it is. */
export function countWorklistCall(
  world: World,
  clientId: string,
  type: WorklistType,
  service: string,
): number {
  const day = britishDate(world.clock.now())
  const known = readSetting<Calls>(world.store, SETTING)
  const counts = known?.day === day ? known.counts : {}
  const key = `${clientId}/${type}/${service}`
  const calls = (counts[key] ?? 0) + 1
  world.store.transaction(() =>
    writeSetting(world.store, SETTING, { day, counts: { ...counts, [key]: calls } }),
  )
  return calls
}
