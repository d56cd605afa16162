import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../../../../src/library/index.js'
import { acknowledged, MessageParty } from '../../../support/message-party.js'
import { headerFrom, NOW, registerParty, send } from './support.js'

const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const EXTRACT_ID = 'RCMR_IN030000UK06'

let data: string
let receiver: MessageParty

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'ers-restart-'))
  receiver = await MessageParty.listen()
})
afterAll(async () => {
  await receiver.close()
  await rm(data, { recursive: true })
})

test('what was accepted before a restart is delivered after it, once', async () => {
  receiver.behaviour = () => 'hang-up'
  const before = await startSandbox({ data, clock: { start: NOW, frozen: true } })
  const world = before.world()
  const a = await registerParty(world, 'D82106', [EXTRACT], receiver.url)
  const b = await registerParty(world, 'A20047', [EXTRACT], receiver.url)
  const header = headerFrom(a, b, EXTRACT)
  const hl7 = `<${EXTRACT_ID} xmlns="urn:hl7-org:v3"/>`
  await send(world, '/reliablemessaging/forwardreliable', { header, ackRequested: 'nextMSH' }, hl7)
  await receiver.next(EXTRACT_ID)
  await before.close()

  receiver.behaviour = acknowledged
  const after = await startSandbox({ data })
  try {
    await after.world().clock.advance(60_000)
    expect(receiver.of(EXTRACT_ID).map((one) => one.header.messageId)).toEqual([
      header.messageId,
      header.messageId,
    ])
    await after.world().clock.advance(600_000)
    expect(receiver.of(EXTRACT_ID)).toHaveLength(2)
  } finally {
    await after.close()
  }
})
