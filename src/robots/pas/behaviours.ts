import { REJECTION, type RejectionCode } from '../../hl7v3/ebooking/index.js'
import { codeIn } from '../../hl7v3/ebooking/vocabularies/vocabulary.js'
import type { OrderedBehaviour } from '../../world/tables/pas-order.js'

/** What a hospital answers to a request of its business. */
export type AnswerMode =
  | { readonly kind: 'BUSINESS' }
  /** Refused without a look into the diary. */
  | { readonly kind: 'REJECT'; readonly reason: RejectionCode; readonly text?: string }
  /** An application acknowledgement in the place of the answer. */
  | { readonly kind: 'ERROR'; readonly reason: RejectionCode; readonly text?: string }
  | { readonly kind: 'MESSAGING_ERROR'; readonly code: string }
  /** Done, or not, and never answered. */
  | { readonly kind: 'NONE'; readonly done: boolean }

/** How a message is met before anybody looks into it. */
export type Refusal =
  | { readonly kind: 'SOAP_FAULT' }
  | { readonly kind: 'MESSAGE_ERROR'; readonly code: string }
  | { readonly kind: 'STATUS'; readonly status: number }

/** What a hospital does with one message. */
export interface Plan {
  readonly refusal?: Refusal
  /** Seconds until the ebXML acknowledgement; never if absent. */
  readonly acknowledgeAfter?: number
  readonly answer: AnswerMode
  /** Seconds until the answer. */
  readonly answerAfter: number
  /** How often the answer is sent. */
  readonly copies: number
  /** What is wrong in the answer. */
  readonly wrong: readonly ('UBRN' | 'USRN' | 'MESSAGE_REF')[]
}

export const USUAL: Plan = {
  acknowledgeAfter: 0,
  answer: { kind: 'BUSINESS' },
  answerAfter: 0,
  copies: 1,
  wrong: [],
}

/** What a behaviour needs to know of the world. */
export interface Circumstances {
  /** Seconds for which e-RS waits for an answer. */
  readonly wait: number
}

interface Behaviour {
  readonly title: string
  /** Whether it strikes every delivery, or only the first of a message. */
  readonly at: 'TRANSPORT' | 'ANSWER'
  /** Members of an order that it heeds. */
  readonly heeds: readonly Exclude<keyof OrderedBehaviour, 'kind'>[]
  readonly apply: (plan: Plan, order: OrderedBehaviour, at: Circumstances) => Plan
}

const reasonOf = ({ reason, text }: OrderedBehaviour) => ({
  reason: codeIn(REJECTION, reason) ?? '7',
  ...(text !== undefined && { text }),
})

/** Everything that a simulated hospital can be told to do otherwise. */
export const BEHAVIOURS = {
  REJECTS: {
    title: 'refuses, for a reason (7 unless given), without doing anything',
    at: 'ANSWER',
    heeds: ['reason', 'text'],
    apply: (plan, order) => ({ ...plan, answer: { kind: 'REJECT', ...reasonOf(order) } }),
  },
  SLOW: {
    title: 'does it at once and answers after `seconds` (30)',
    at: 'ANSWER',
    heeds: ['seconds'],
    apply: (plan, { seconds = 30 }) => ({ ...plan, answerAfter: seconds }),
  },
  LATE: {
    title: 'does it at once and answers `seconds` (30) after e-RS has given up waiting',
    at: 'ANSWER',
    heeds: ['seconds'],
    apply: (plan, { seconds = 30 }, { wait }) => ({ ...plan, answerAfter: wait + seconds }),
  },
  SILENT: {
    title: 'acknowledges the message, does nothing and never answers',
    at: 'ANSWER',
    heeds: [],
    apply: (plan) => ({ ...plan, answer: { kind: 'NONE', done: false } }),
  },
  ANSWER_LOST: {
    title: 'does it and never answers',
    at: 'ANSWER',
    heeds: [],
    apply: (plan) => ({ ...plan, answer: { kind: 'NONE', done: true } }),
  },
  TWICE: {
    title: 'answers twice, in two messages',
    at: 'ANSWER',
    heeds: [],
    apply: (plan) => ({ ...plan, copies: 2 }),
  },
  WRONG_UBRN: {
    title: 'names another UBRN in its answer',
    at: 'ANSWER',
    heeds: [],
    apply: (plan) => ({ ...plan, wrong: [...plan.wrong, 'UBRN'] }),
  },
  WRONG_USRN: {
    title: 'names another slot in its answer to a booking',
    at: 'ANSWER',
    heeds: [],
    apply: (plan) => ({ ...plan, wrong: [...plan.wrong, 'USRN'] }),
  },
  WRONG_MESSAGE_REF: {
    title: 'points at a message that nobody sent; slots at a poll that nobody made',
    at: 'ANSWER',
    heeds: [],
    apply: (plan) => ({ ...plan, wrong: [...plan.wrong, 'MESSAGE_REF'] }),
  },
  APPLICATION_ERROR: {
    title: 'sends an application acknowledgement AE in the place of the answer',
    at: 'ANSWER',
    heeds: ['reason', 'text'],
    apply: (plan, order) => ({ ...plan, answer: { kind: 'ERROR', ...reasonOf(order) } }),
  },
  APPLICATION_REJECT: {
    title: 'sends an application acknowledgement AR with a messaging error (`code`, 900)',
    at: 'ANSWER',
    heeds: ['code'],
    apply: (plan, { code = '900' }) => ({ ...plan, answer: { kind: 'MESSAGING_ERROR', code } }),
  },
  NO_ACKNOWLEDGEMENT: {
    title: 'never acknowledges the ebXML message, and answers all the same',
    at: 'TRANSPORT',
    heeds: [],
    apply: ({ acknowledgeAfter: _, ...plan }) => plan,
  },
  LATE_ACKNOWLEDGEMENT: {
    title: 'acknowledges the ebXML message after `seconds` (30)',
    at: 'TRANSPORT',
    heeds: ['seconds'],
    apply: (plan, { seconds = 30 }) => ({ ...plan, acknowledgeAfter: seconds }),
  },
  MESSAGE_ERROR: {
    title: 'refuses the message by an ebXML MessageError (`code`, DeliveryFailure)',
    at: 'TRANSPORT',
    heeds: ['code'],
    apply: (plan, { code = 'DeliveryFailure' }) => ({
      ...plan,
      refusal: { kind: 'MESSAGE_ERROR', code },
    }),
  },
  SOAP_FAULT: {
    title: 'answers 500 with a SOAP fault',
    at: 'TRANSPORT',
    heeds: [],
    apply: (plan) => ({ ...plan, refusal: { kind: 'SOAP_FAULT' } }),
  },
  OUT_OF_ORDER: {
    title: 'answers 503 without a body',
    at: 'TRANSPORT',
    heeds: [],
    apply: (plan) => ({ ...plan, refusal: { kind: 'STATUS', status: 503 } }),
  },
} as const satisfies Readonly<Record<string, Behaviour>>

export type BehaviourKind = keyof typeof BEHAVIOURS

export const BEHAVIOUR_KINDS = Object.keys(BEHAVIOURS) as readonly BehaviourKind[]

export const behaviourOf = (kind: string): Behaviour | undefined =>
  Object.hasOwn(BEHAVIOURS, kind) ? BEHAVIOURS[kind as BehaviourKind] : undefined
