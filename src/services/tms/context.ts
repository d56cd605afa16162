import type { Answer } from '../../http/answer.js'
import type { Finding } from '../../http/finding.js'
import type { World } from '../../world/world.js'
import type { Payloads } from './async/payloads.js'
import type { CertificatePolicy } from './certificate/rules.js'
import type { Directory } from './directory.js'
import type { Registry } from './registry.js'

/** Bytes on their way to a party. */
export interface OutgoingBytes {
  /** Where the directory says. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** What it is, for the journal: an interaction or the kind of a signal. */
  readonly operation: string
  /** Faults that struck, for the journal. */
  readonly faults?: readonly string[]
  /** What happens instead of sending, where a fault asks for it. */
  readonly instead?: 'hang-up' | Answer
}

/** What the other end answered, or why it did not. */
export interface DeliveredBytes {
  readonly answer?: {
    readonly status: number
    readonly contentType: string
    readonly body: Uint8Array
  }
  /** A sentence for people, where there is no answer. */
  readonly words?: string
  /** Number of the exchange in the journal. */
  readonly exchange: number
}

/** Brings bytes to a party and keeps the exchange in the journal. Never throws. */
export type Deliver = (world: World, bytes: OutgoingBytes) => Promise<DeliveredBytes>

/** What the messaging layer needs of the others. */
export interface TmsContext {
  readonly registry: Registry
  readonly directory: Directory
  readonly certificates: CertificatePolicy
  readonly payloads: Payloads
  readonly deliver: Deliver
  /** Notes a finding on an exchange that is over, if the journal still has it. */
  readonly findLater: (world: World, exchange: number, finding: Finding) => void
  /** Ends after some milliseconds of real time. */
  readonly patience: (milliseconds: number) => Promise<void>
}
