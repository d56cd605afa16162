import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FamilyName, Release } from '../../src/hl7v3/ebooking/families.js'
import { writeAvailableSlots } from '../../src/hl7v3/ebooking/payloads/available-slots.js'
import { readRequestAvailableSlots } from '../../src/hl7v3/ebooking/payloads/request-available-slots.js'
import { interactionOf } from '../../src/hl7v3/ebooking/releases.js'
import { readMessage } from '../../src/hl7v3/message.js'
import { assemble } from '../../src/library/assemble.js'
import { sendLetter } from '../../src/robots/hospital/send.js'
import { Line } from '../../src/robots/line.js'
import { addressOf } from '../../src/scenario/play/prepare-world.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { slotAt, uuid } from '../services/ers/mim/support.js'
import { acknowledged, MessageParty, type ReceivedPost } from '../support/message-party.js'
import { HEADER, scriptOf, Theatre } from './support.js'

let sandbox: Sandbox
let theatre: Theatre
let party: MessageParty
beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' })
  theatre = new Theatre('http://127.0.0.1', sandbox.carry)
  party = await MessageParty.listen()
})
beforeEach(() => party.forget())
afterAll(async () => {
  await sandbox.close()
  await party.close()
})

/** Answers polls as a hospital's system of a release does, with two slots. */
function answerPolls(release: Release): void {
  const id = (family: FamilyName) => interactionOf(family, release).interactionId
  party.behaviour = (post: ReceivedPost) => {
    if (post.header.action === id('requestSlots')) void answer(post, release)
    return acknowledged(post)
  }
}

async function answer({ hl7, header }: ReceivedPost, release: Release): Promise<void> {
  const message = hl7 && readMessage(hl7)
  const content = message?.controlAct.subject?.content
  const poll = content && readRequestAvailableSlots(content)
  if (!message || !poll) throw new Error('not a poll')
  const line = new Line(addressOf('http://127.0.0.1', theatre.world), sandbox.carry)
  const system = { asid: message.receiver, partyKey: header.to, release, simulated: false }
  const slots = [slotAt(0), slotAt(1)]
  await sendLetter(line, system, {
    family: 'availableSlots',
    content: () =>
      writeAvailableSlots({ id: uuid(), service: poll.service, slots, request: poll.id }),
  })
}

const story = (steps: string, release = 'MiM 3.1.09') =>
  theatre.run(
    scriptOf(
      `${HEADER}start: 2026-06-01T06:00:00Z\nclock: frozen\nsteps:\n  - refer: { to: 11000 }\n  - book\n  - connect hospital: { service: 11000, address: "${party.url}", release: ${release} }\n${steps}`,
    ),
    { sleep: () => new Promise((resolve) => setImmediate(resolve)) },
  )

describe("a story with a hospital's own system", () => {
  test.each<[string, Release]>([
    ['MiM 3.1.09', '3.1.09'],
    ['MiM 2.3', '2.3'],
  ])('polls it, hears of a cancellation and of a slot withdrawn: %s', async (words, release) => {
    answerPolls(release)
    const poll = interactionOf('requestSlots', release).interactionId
    const report = await story(
      `  - poll slots: { service: 11000 }
  - expect: { that: "$\{poll.slots}", is: 2 }
  - expect message: { interaction: ${poll}, to: "$\{system.party}" }
  - search slots: { service: 11000, at least: 2, at most: 2 }
  - send message: { says: slot withdrawn, slot: 2 }
  - search slots: { service: 11000, at least: 1, at most: 1 }
  - send message: { says: appointment cancelled, reason: clinic cancelled }
  - expect state: appt cancelled by provider
  - expect message: { interaction: PRSC_IN130000, contains: "$\{referral.ubrn}" }
  - expect message: { interaction: PRSC_IN110000, there: no }\n`,
      words,
    )
    expect(report.failure).toBeUndefined()
  })

  test('hears that a patient did not attend', async () => {
    const report = await story(
      '  - advance clock: 27 hours\n  - send message: { says: did not attend }\n  - expect state: did not attend\n',
    )
    expect(report.failure).toBeUndefined()
  })

  test('fails where the system does not answer a poll, and says so', async () => {
    const report = await story('  - poll slots: { service: 11000, within: 1 second }\n')
    expect(report.failure).toMatchObject({ expected: 'a poll that is answered', found: 'waiting' })
  })

  test('fails where a message did not come, or one came that should not', async () => {
    const missing = await story(
      '  - expect message: { interaction: PRSC_IN070000, state: failed, within: 1 second }\n',
    )
    expect(missing.failure?.expected).toBe('PRSC_IN070000 that is failed')
    expect(missing.failure?.found).toMatch(/^PRSC_IN080000UK07 /)
    const there = await story('  - expect message: { interaction: PRSC_IN080000, there: no }\n')
    expect(there.failure?.expected).toBe('no message: PRSC_IN080000')
  })
})

test('what the sandbox itself sends is no call of the software under test', async () => {
  const poll = async () => {
    const path = `/worlds/${theatre.world}/_sandbox/services/11000/polls`
    await sandbox.app.request(path, { method: 'POST' })
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const script = scriptOf(
    `${HEADER}steps:\n  - connect hospital: { service: 11000, address: "${party.url}" }\n  - wait for: { path: mhs, within: 1 second }\n`,
  )
  const report = await theatre.run(script, { sleep: poll })
  expect(report.failure?.found).toBe('no call at all')
  expect(party.received.length).toBeGreaterThan(0)
})

describe('a story with the simulated hospital', () => {
  const begin = `${HEADER}start: 2026-06-01T06:00:00Z\nclock: frozen\nsteps:\n  - connect hospital: { service: 11003 }\n  - poll slots: { service: 11003 }\n  - refer: { to: 11003 }\n`
  const play = (steps: string) =>
    theatre.run(scriptOf(begin + steps), {
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    })

  test('lets the hospital act of its own accord', async () => {
    const report = await play(
      '  - book\n  - send message: { says: slot withdrawn }\n  - advance clock: 27 hours\n  - send message: { says: did not attend, reason: patient ill }\n  - expect state: did not attend\n',
    )
    expect(report.failure).toBeUndefined()
  })

  test('lets it behave otherwise, until that is mended', async () => {
    const report = await play(
      '  - break: { hospital: system, does: rejects }\n  - expect refusal: { when: [book], status: 502 }\n  - mend\n  - book\n  - expect state: booked\n',
    )
    expect(report.failure).toBeUndefined()
  })

  test('lets time pass while nobody answers, and not longer than that', async () => {
    const report = await play(
      `  - break: { hospital: system, does: silent }
  - let time pass: { by: 3 minutes, while: [{ expect refusal: { when: [book], status: 504 } }] }
  - expect: { that: "$\{now}", contains: "06:03" }
  - let time pass: { by: 3 minutes, while: [{ expect state: not booked }] }
  - expect: { that: "$\{now}", contains: "06:03" }\n`,
    )
    expect(report.failure).toBeUndefined()
  })

  test('passes on what fails while time passes', async () => {
    const report = await play(
      '  - let time pass: { by: 1 minute, while: [{ expect state: booked }] }\n',
    )
    expect(report.failure?.expected).toBe("the state 'booked'")
  })
})
