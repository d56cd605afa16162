import type { FamilyName } from '../../hl7v3/ebooking/index.js'
import { listPasOrders, type PasOrder, pasOrders } from '../../world/tables/pas-order.js'
import { readSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'
import { behaviourOf, type Plan, USUAL } from './behaviours.js'

/** What an order looks at. */
export interface About {
  readonly asid: string
  readonly serviceId?: string | undefined
  readonly message: FamilyName
  /** Whether the message came before: then only its transport can go otherwise. */
  readonly again: boolean
}

/** Seconds for which e-RS waits, unless the world's settings say otherwise (ers-hl7v3-mim 8.2). */
const USUAL_WAIT = 120

const fits = (order: PasOrder, about: About): boolean =>
  (order.asid ?? about.asid) === about.asid &&
  (order.serviceId === undefined || order.serviceId === about.serviceId) &&
  (order.message ?? about.message) === about.message &&
  !(about.again && behaviourOf(order.behaviour.kind)?.at === 'ANSWER')

/** Counts an order down; one that is used up goes. */
function useUp(world: World, order: PasOrder): void {
  if (order.times === undefined) return
  if (order.times <= 1) pasOrders.remove(world.store, order.id)
  else pasOrders.save(world.store, { ...order, times: order.times - 1 })
}

/** What to do with a message: the usual, changed by each order that fits, which counts down. */
export function planFor(world: World, about: About): Plan {
  const wait = readSetting<number>(world.store, 'pasWaitSeconds') ?? USUAL_WAIT
  const orders = listPasOrders(world.store).filter((order) => fits(order, about))
  let plan: Plan = USUAL
  for (const order of orders) {
    plan = behaviourOf(order.behaviour.kind)?.apply(plan, order.behaviour, { wait }) ?? plan
    useUp(world, order)
  }
  return plan
}
