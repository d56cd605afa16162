import { freeSlots } from '../../robots/acts/appointments.js'
import type { Slot } from '../../robots/fhir/appointment.js'
import type { Professional } from '../../robots/professional.js'
import { NotAsExpected } from '../play/stage.js'

/** The nth free slot of a service, the earliest being 1. */
export async function chooseSlot(
  who: Professional,
  service: string,
  priority: string,
  nth: number,
): Promise<Slot> {
  const slots = await freeSlots(who, service, priority, 100)
  const slot = slots[nth - 1]
  if (slot) return slot
  throw new NotAsExpected(`${nth} or more free slots of service ${service}`, `${slots.length}`)
}
