import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  CANCELLATION_REASON,
  type CancellationReasonCode,
} from '../../hl7v3/ebooking/vocabularies/cancellation-reason.js'
import {
  NON_ATTENDANCE,
  type NonAttendanceCode,
} from '../../hl7v3/ebooking/vocabularies/non-attendance-reason.js'
import {
  addSlots,
  cancelAppointment,
  type Done,
  reportAbsences,
  withdrawSlots,
} from '../../robots/pas/acts.js'
import { fillDiary, servicesOf } from '../../robots/pas/diary.js'
import { findRobot, listRobots, type PasRobot } from '../../robots/pas/robots.js'
import type { Sandbox } from '../../server/sandbox.js'
import { given } from '../../world/given.js'
import { isoInstant } from '../../world/instant.js'
import { type DiarySlot, diaryOf } from '../../world/tables/pas-diary.js'
import { type RobotMessage, robotMessagesOf } from '../../world/tables/pas-robot-message.js'
import type { World } from '../../world/world.js'
import { Refused } from '../refused.js'
import { pathParameter } from '../register.js'
import { jsonContent, Moment, momentOf, problemContent } from '../schemas.js'
import { worldOf } from '../world-of.js'

const Asid = z.object({ asid: pathParameter('asid') })
const usrn = z
  .string()
  .regex(/^[0-9A-Z]{8}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{12}$/, 'a UUID in upper case')
const ubrn = z.string().min(1).max(40)
/** Whether e-RS is told; without it only the hospital's own diary changes. */
const tell = z.boolean().default(true)

const RobotView = z
  .object({
    asid: z.string(),
    partyKey: z.string(),
    odsCode: z.string(),
    release: z.string(),
    services: z.array(z.string()),
  })
  .openapi('PasRobot')

const SlotView = z
  .object({
    usrn: z.string(),
    serviceId: z.string(),
    start: z.string(),
    end: z.string(),
    state: z.enum(['FREE', 'BOOKED', 'WITHDRAWN']),
    priority: z.string().optional(),
    clinician: z.object({ roleProfile: z.string(), user: z.string() }).optional(),
    ubrn: z.string().optional(),
    nhsNumber: z.string().optional(),
    missed: z.string().optional(),
  })
  .openapi('DiarySlot')

const DoneView = z
  .object({ message: z.string().optional(), unknown: z.array(z.string()) })
  .openapi('DoneByPasRobot')

const MessageView = z.record(z.string(), z.unknown()).openapi('PasRobotMessage')

const NewSlots = z
  .object({
    serviceId: z.string().min(1),
    slots: z
      .array(
        z
          .object({
            start: Moment,
            end: Moment,
            priority: z.enum(['ROUTINE', 'URGENT', 'TWO_WEEK_WAIT']).optional(),
            clinician: z
              .object({ roleProfile: z.string().min(1), user: z.string().min(1) })
              .strict()
              .optional(),
          })
          .strict(),
      )
      .min(1)
      .max(1000),
  })
  .strict()
  .openapi('NewDiarySlots')

const Withdrawal = z
  .object({ usrns: z.array(usrn).min(1).max(1000), tell })
  .strict()
  .openapi('WithdrawnSlots')

const reasonsFor = <Code extends string>(codes: readonly Code[]) =>
  z.enum(codes as readonly [Code, ...Code[]])

const Cancellation = z
  .object({ ubrn, reason: reasonsFor(CANCELLATION_REASON.codes).default('01'), tell })
  .strict()
  .openapi('CancelledByPasRobot')

const Absences = z
  .object({
    missed: z
      .array(z.object({ ubrn, reason: reasonsFor(NON_ATTENDANCE.codes).default('8') }).strict())
      .min(1)
      .max(1000),
    tell,
  })
  .strict()
  .openapi('MissedAppointments')

const unknownRobot = problemContent('No simulated hospital has this ASID')

const list = createRoute({
  method: 'get',
  path: '/_sandbox/robots/pas',
  responses: { 200: jsonContent(z.array(RobotView), 'The simulated hospitals of the world') },
})

const diary = createRoute({
  method: 'get',
  path: '/_sandbox/robots/pas/{asid}/diary',
  request: {
    params: Asid,
    query: z.object({
      service: z.string().optional(),
      state: z.enum(['FREE', 'BOOKED', 'WITHDRAWN']).optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
    }),
  },
  responses: {
    200: jsonContent(z.array(SlotView), 'What the hospital believes, in order of time'),
    404: unknownRobot,
  },
})

const messages = createRoute({
  method: 'get',
  path: '/_sandbox/robots/pas/{asid}/messages',
  request: {
    params: Asid,
    query: z.object({ limit: z.coerce.number().int().min(1).max(1000).optional() }),
  },
  responses: {
    200: jsonContent(z.array(MessageView), 'What it took and sends, newest first'),
    404: unknownRobot,
  },
})

/** A route by which a hospital does something of its own accord. */
const act = <Path extends string, Body extends z.ZodType>(path: Path, body: Body, what: string) =>
  createRoute({
    method: 'post',
    path,
    request: { params: Asid, body: { required: true, ...jsonContent(body, what) } },
    responses: {
      200: jsonContent(DoneView, 'The message that tells e-RS, and what the diary did not hold'),
      404: unknownRobot,
    },
  })

const slots = createRoute({
  method: 'post',
  path: '/_sandbox/robots/pas/{asid}/slots',
  request: { params: Asid, body: { required: true, ...jsonContent(NewSlots, 'Further slots') } },
  responses: {
    201: jsonContent(z.array(SlotView), 'The slots; e-RS hears of them at its next poll'),
    404: unknownRobot,
    422: problemContent('The service is kept by another system, or a slot ends before it starts'),
  },
})

const withdrawals = act(
  '/_sandbox/robots/pas/{asid}/withdrawals',
  Withdrawal,
  'Slots that can no longer be booked',
)

const cancellations = act(
  '/_sandbox/robots/pas/{asid}/cancellations',
  Cancellation,
  'An appointment that the hospital cancels',
)

const absences = act('/_sandbox/robots/pas/{asid}/absences', Absences, 'Patients who did not come')

const robotView = (world: World, robot: PasRobot) => ({
  ...robot,
  services: [...servicesOf(world, robot)],
})

const slotView = ({ asid: _, start, end, ...slot }: DiarySlot) => ({
  ...slot,
  start: isoInstant(start),
  end: isoInstant(end),
})

const messageView = ({ draft: _, asid: _asid, at, ...message }: RobotMessage) => ({
  ...message,
  at: isoInstant(at),
})

function robotOf(context: Context, sandbox: Sandbox, asid: string) {
  const world = worldOf(context, sandbox)
  const robot = findRobot(world, asid)
  if (robot) return { world, robot }
  throw new Refused(
    404,
    'Unknown robot',
    `there is no simulated hospital '${asid}': GET /_sandbox/robots/pas lists them; a system whose endpoints have the address sandbox:pas-robot is one`,
  )
}

const done = (of: Done) => ({ ...given({ message: of.message }), unknown: [...of.unknown] })

function checkTimes(slots: readonly { readonly start: number; readonly end: number }[]): void {
  if (slots.some(({ start, end }) => end <= start))
    throw new Refused(422, 'Invalid slot', 'a slot ends after it starts')
}

function addViews(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(list, (context) => {
    const world = worldOf(context, sandbox)
    return context.json(
      listRobots(world).map((robot) => robotView(world, robot)),
      200,
    )
  })
  api.openapi(diary, (context) => {
    const { asid } = context.req.valid('param')
    const { service, state, limit = 100 } = context.req.valid('query')
    const { world, robot } = robotOf(context, sandbox, asid)
    world.store.transaction(() => fillDiary(world, robot))
    const found = diaryOf(world.store, asid, { serviceId: service })
    const wanted = found.filter((slot) => state === undefined || slot.state === state)
    return context.json(wanted.slice(0, limit).map(slotView) as never, 200)
  })
  api.openapi(messages, (context) => {
    const { asid } = context.req.valid('param')
    const { limit = 100 } = context.req.valid('query')
    const { world } = robotOf(context, sandbox, asid)
    return context.json(robotMessagesOf(world.store, asid, limit).map(messageView) as never, 200)
  })
}

function addActs(api: OpenAPIHono, sandbox: Sandbox): void {
  api.openapi(slots, (context) => {
    const { world, robot } = robotOf(context, sandbox, context.req.valid('param').asid)
    const { serviceId, slots: wanted } = context.req.valid('json')
    const timed = wanted.map(({ start, end, ...slot }) => ({
      ...given(slot),
      start: momentOf(start),
      end: momentOf(end),
    }))
    checkTimes(timed)
    const made = addSlots(world, robot, serviceId, timed)
    if (!made)
      throw new Refused(
        422,
        'Not its service',
        `'${robot.asid}' does not keep the clinics of service '${serviceId}': PUT /_sandbox/services/${serviceId}/pas {"asid":"${robot.asid}"} connects them`,
      )
    return context.json(made.map(slotView) as never, 201)
  })
  api.openapi(withdrawals, (context) => {
    const { world, robot } = robotOf(context, sandbox, context.req.valid('param').asid)
    const { usrns, ...telling } = context.req.valid('json')
    return context.json(done(withdrawSlots(world, robot, usrns, telling)), 200)
  })
  api.openapi(cancellations, (context) => {
    const { world, robot } = robotOf(context, sandbox, context.req.valid('param').asid)
    const { ubrn: referral, reason, ...telling } = context.req.valid('json')
    const cancelled = { ubrn: referral, reason: reason as CancellationReasonCode }
    return context.json(done(cancelAppointment(world, robot, cancelled, telling)), 200)
  })
  api.openapi(absences, (context) => {
    const { world, robot } = robotOf(context, sandbox, context.req.valid('param').asid)
    const { missed, ...telling } = context.req.valid('json')
    const reported = missed as { ubrn: string; reason: NonAttendanceCode }[]
    return context.json(done(reportAbsences(world, robot, reported, telling)), 200)
  })
}

/** Simulated hospitals: their diaries, their messages, and what they do of their own accord. */
export function addPasRobotRoutes(api: OpenAPIHono, sandbox: Sandbox): void {
  addViews(api, sandbox)
  addActs(api, sandbox)
}
