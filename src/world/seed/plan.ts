import type { Store } from '../store.js'
import type { AdviceMessage, AdviceRequest } from '../tables/advice-request.js'
import type { Appointment } from '../tables/appointment.js'
import type { Attachment } from '../tables/attachment.js'
import type { AttachedDocument, Referral } from '../tables/referral.js'
import { readSetting, removeSetting, writeSetting } from '../tables/setting.js'

/** A file that is there when a world starts. `linkedTo` comes from the referrals. */
export interface PlannedAttachment extends Omit<Attachment, 'size' | 'uploaded' | 'linkedTo'> {
  /** `-3d 09:30` */
  readonly uploaded: string
  readonly text?: string
  readonly base64?: string
}

/** An attached file; the times of all that is planned count from the day a world starts. */
export interface PlannedDocument extends Omit<AttachedDocument, 'indexed'> {
  readonly indexed: string
}

/**
 * The appointment of a referral. One with a slot takes its times and clinician from the slot; one
 * without (an indirect booking) says when it is in `at`.
 */
export interface PlannedAppointment
  extends Omit<Appointment, 'ubrn' | 'nhsNumber' | 'created' | 'start' | 'end'> {
  readonly created: string
  readonly at?: string
}

type Derived =
  | 'created'
  | 'updated'
  | 'letterDue'
  | 'pathwayStart'
  | 'clinicalInfoFirstSubmitted'
  | 'clinicalInfoLastUpdated'
  | 'documents'
  | 'appointmentId'
  | 'currentService'
  | 'priority'

/** A referral that is there when a world starts; its priority is that of its criteria. */
export interface PlannedReferral extends Omit<Referral, Derived> {
  readonly created: string
  readonly updated: string
  /** `+7d` */
  readonly letterDue?: string
  readonly pathwayStart?: string
  readonly clinicalInfoFirstSubmitted?: string
  readonly clinicalInfoLastUpdated?: string
  readonly documents: readonly PlannedDocument[]
  readonly appointment?: PlannedAppointment
}

interface PlannedMessage extends Omit<AdviceMessage, 'sent' | 'documents'> {
  readonly sent: string
  readonly documents: readonly PlannedDocument[]
}

/** An advice and guidance request that is there when a world starts. */
export interface PlannedAdvice
  extends Omit<AdviceRequest, 'created' | 'updated' | 'messages' | 'documents'> {
  readonly created: string
  readonly updated: string
  readonly messages: readonly PlannedMessage[]
  readonly documents: readonly PlannedDocument[]
}

/** What a prepared image keeps until the day is known. */
export interface Plan {
  readonly attachments: readonly PlannedAttachment[]
  readonly referrals: readonly PlannedReferral[]
  readonly advice: readonly PlannedAdvice[]
}

const PLAN = 'plan'
const NOTHING: Plan = { attachments: [], referrals: [], advice: [] }

export const readPlan = (store: Store): Plan => readSetting<Plan>(store, PLAN) ?? NOTHING

/** Adds to what an image keeps until the day is known. */
export const addToPlan = (store: Store, plan: Partial<Plan>): void =>
  writeSetting(store, PLAN, { ...readPlan(store), ...plan })

export const forgetPlan = (store: Store): void => removeSetting(store, PLAN)
