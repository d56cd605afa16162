import { afterAll, beforeAll, beforeEach } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { MessageParty } from '../../../support/message-party.js'
import { headerFrom, NOW, type RegisteredParty, registerParty, send } from './support.js'

/** A record extract: an interaction that is forwarded reliably. */
export const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
export const EXTRACT_ID = 'RCMR_IN030000UK06'
export const FORWARD = '/reliablemessaging/forwardreliable'

export const SECOND = 1000
export const MINUTE = 60 * SECOND

/** Headers of a signal that a party sends on a connection of its own. */
export const SIGNAL = {
  'Content-Type': 'text/xml',
  SOAPAction: '"urn:oasis:names:tc:ebxml-msg:service/Acknowledgment"',
}

/** Two systems that send to each other through a sandbox whose clock stands still. */
export interface TwoParties {
  readonly sandbox: RunningSandbox
  /** A world of each test's own. */
  readonly world: SandboxWorld
  readonly sender: MessageParty
  readonly receiver: MessageParty
  /** The sender and the receiver as they are registered. */
  readonly a: RegisteredParty
  readonly b: RegisteredParty
}

type Writable = { -readonly [Name in keyof TwoParties]: TwoParties[Name] }

/** Sets up a sandbox for a file, and for each of its tests a world in which both parties have some interactions. */
export function twoParties(interactions: readonly string[] = [EXTRACT]): TwoParties {
  const both = {} as Writable
  let number = 0
  beforeAll(async () => {
    both.sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
    both.sender = await MessageParty.listen()
    both.receiver = await MessageParty.listen()
  })
  beforeEach(async () => {
    both.sender.forget()
    both.receiver.forget()
    both.world = both.sandbox.world(`two-parties-${++number}`)
    both.a = await registerParty(both.world, 'D82106', interactions, both.sender.url)
    both.b = await registerParty(both.world, 'A20047', interactions, both.receiver.url)
  })
  afterAll(async () => {
    await both.sandbox.close()
    await both.sender.close()
    await both.receiver.close()
  })
  return both
}

/** Forwards a record extract from the one party to the other; `edit` changes its bytes on the way. */
export function forwardExtract(
  { world, a, b }: TwoParties,
  more: Parameters<typeof headerFrom>[3] = {},
  edit?: (text: string) => string,
) {
  const header = headerFrom(a, b, EXTRACT, more)
  const hl7 = `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></${EXTRACT_ID}>`
  const sent = send(world, FORWARD, { header, ackRequested: 'nextMSH' }, hl7, edit)
  return { header, sent }
}
