import { addDays, britishDate, britishInstant, weekday } from '../../world/calendar.js'
import { PUBLISHED_DAYS } from '../../world/clinics.js'
import { DAY, MINUTE } from '../../world/instant.js'
import { appointments } from '../../world/tables/appointment.js'
import { type Clinic, clinics } from '../../world/tables/clinic.js'
import { connectedServices } from '../../world/tables/healthcare-service.js'
import { type DiarySlot, diarySlots } from '../../world/tables/pas-diary.js'
import { practitioners } from '../../world/tables/practitioner.js'
import { readSetting, writeSetting } from '../../world/tables/setting.js'
import { type Slot, slotsInPeriod } from '../../world/tables/slot.js'
import type { World } from '../../world/world.js'
import type { PasRobot } from './robots.js'

const UUID = /^[0-9A-Z]{8}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{12}$/

/** Up to which day a hospital has laid out the clinics of a service. */
const settingOf = ({ asid }: PasRobot, serviceId: string): string => `pasRobot/${asid}/${serviceId}`

/** As far ahead as any clinic publishes. */
const FAR = 400 * DAY

/** A clinician as messages name one; undefined for a person without a role. */
function clinicianOf(world: World, user: string | null | undefined): DiarySlot['clinician'] {
  if (!user) return undefined
  const [role] = practitioners.find(world.store, user)?.roles ?? []
  return role && { roleProfile: role.roleId, user }
}

/** Writes a slot into the diary. */
function note(
  world: World,
  slot: Omit<DiarySlot, 'clinician'>,
  user: string | null | undefined,
): void {
  const clinician = clinicianOf(world, user)
  diarySlots.save(world.store, { ...slot, ...(clinician && { clinician }) })
}

/** Bookings of a service that e-RS made before a hospital took its clinics over, by slot. */
const bookingsOf = (world: World, serviceId: string) =>
  new Map(
    appointments
      .list(world.store)
      .filter((one) => one.serviceId === serviceId && one.status === 'booked')
      .map((one) => [one.slotId, one]),
  )

/** The slots that e-RS has of a service, booked or not. */
const slotsOf = (world: World, serviceId: string): Slot[] => {
  const from = world.clock.now()
  return (['FREE', 'GONE', 'HELD', 'BOOKED'] as const).flatMap((status) =>
    slotsInPeriod(world.store, serviceId, status, { from, to: from + FAR }),
  )
}

/** Takes the clinics of a service over as they stand: slots keep their names, bookings stay. */
function takeOver(world: World, { asid }: PasRobot, serviceId: string): void {
  const bookings = bookingsOf(world, serviceId)
  for (const { id, usrn, start, end, priority, clinician } of slotsOf(world, serviceId)) {
    const booking = bookings.get(id)
    const slot = {
      usrn: UUID.test(usrn) ? usrn : world.ids.uuid().toUpperCase(),
      ...{ asid, serviceId, start, end, priority },
      ...(booking
        ? { state: 'BOOKED' as const, ubrn: booking.ubrn, nhsNumber: booking.nhsNumber }
        : { state: 'FREE' as const }),
    }
    note(world, slot, clinician)
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Lays out one day of a clinic. */
function layOutDay(world: World, { asid }: PasRobot, clinic: Clinic, date: string): void {
  for (let number = 0; number < clinic.slots; number++) {
    const start = britishInstant(date, minutesOf(clinic.from) + number * clinic.minutes)
    const slot = {
      usrn: world.ids.uuid().toUpperCase(),
      ...{ asid, serviceId: clinic.serviceId, start, end: start + clinic.minutes * MINUTE },
      ...{ priority: clinic.priority, state: 'FREE' as const },
    }
    note(world, slot, clinic.clinician)
  }
}

/** Lays out the further days of a service's clinics. */
function layOut(world: World, robot: PasRobot, serviceId: string, from: string, to: string): void {
  const held = clinics.list(world.store).filter((clinic) => clinic.serviceId === serviceId)
  for (let date = from; date <= to; date = addDays(date, 1))
    for (const clinic of held)
      if (clinic.weekdays.includes(weekday(date))) layOutDay(world, robot, clinic, date)
}

/** The services whose clinics a hospital keeps. */
export const servicesOf = (world: World, { asid }: Pick<PasRobot, 'asid'>): readonly string[] =>
  connectedServices(world.store)
    .filter(({ pas }) => pas.asid === asid)
    .map(({ id }) => id)

/**
 * Brings a hospital's diary up to date: the clinics of a service that is new to it are taken over, those
 * of the others laid out for the coming weeks.
 */
export function fillDiary(world: World, robot: PasRobot): void {
  const until = addDays(britishDate(world.clock.now()), PUBLISHED_DAYS)
  for (const serviceId of servicesOf(world, robot)) {
    const known = readSetting<string>(world.store, settingOf(robot, serviceId))
    if (known === undefined) takeOver(world, robot, serviceId)
    const published = known ?? readSetting<string>(world.store, 'slotsPublishedTo') ?? until
    if (known !== undefined && published >= until) continue
    layOut(world, robot, serviceId, addDays(published, 1), until)
    writeSetting(world.store, settingOf(robot, serviceId), published > until ? published : until)
  }
}
