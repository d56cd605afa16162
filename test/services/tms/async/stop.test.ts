import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startSandbox } from '../../../../src/library/index.js'
import { headerFrom, registerParty, send } from './support.js'

const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const HL7 =
  '<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></RCMR_IN030000UK06>'

test('a sandbox that ends gives up what it is posting', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/in`
  const sandbox = await startSandbox()
  const world = sandbox.world()
  const from = await registerParty(world, 'D82106', [EXTRACT], url)
  const to = await registerParty(world, 'A20047', [EXTRACT], url)
  const arrived = once(silent, 'request')
  const header = headerFrom(from, to, EXTRACT, { timestamp: world.clock.now().toISOString() })
  const taken = await send(
    world,
    '/reliablemessaging/forwardreliable',
    { header, ackRequested: 'nextMSH' },
    HL7,
  )
  expect(taken.status).toBe(202)
  const [request] = await arrived
  const given = new Promise((resolve) => request.socket.once('close', resolve))
  const before = performance.now()
  await sandbox.close()
  await given
  expect(performance.now() - before).toBeLessThan(3000)
  silent.closeAllConnections()
  silent.close()
})
