import { connectedServices } from '../../../../world/tables/healthcare-service.js'
import { openPasRequests, type PasRequest } from '../../../../world/tables/pas-request.js'
import { pollsOfService } from '../../../../world/tables/slot-poll.js'
import type { World } from '../../../../world/world.js'
import { withdrawSlots } from './connection.js'
import { endRequest, endWaiting } from './end-request.js'
import { endPoll, POLL, POLL_UNANSWERED, pollInTurn, schedulePolls } from './poll.js'
import { TIME_OUT } from './request.js'
import { settleRequest } from './settle-request.js'

/** A call that was cut off by the end of the process: what comes for it is late (ers-hl7v3-mim 8.2). */
function settleLost(world: World, request: PasRequest): void {
  if (request.state === 'WAITING')
    endRequest(world, request, { state: 'TIMED_OUT', trouble: 'The call was cut off.' })
  settleRequest(world, request.id, false)
}

/** Takes up the work with hospitals' systems in a world: polls in turn, ends what waits too long. */
export function keepPas(world: World): void {
  const { scheduler, store } = world
  scheduler.handle(TIME_OUT, ({ key }) =>
    store.transaction(() => endWaiting(world, key, { state: 'TIMED_OUT' })),
  )
  scheduler.handle(POLL, ({ key }) => pollInTurn(world, key), { endless: true })
  scheduler.handle(POLL_UNANSWERED, ({ key }) =>
    store.transaction(() => endPoll(world, key, { state: 'UNANSWERED' })),
  )
  for (const request of openPasRequests(store)) store.transaction(() => settleLost(world, request))
  for (const service of connectedServices(store)) {
    if (pollsOfService(store, service.id, 1).length === 0) withdrawSlots(world, service.id)
    schedulePolls(world, service)
  }
}
