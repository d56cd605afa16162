import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Referral, referrals } from '../../src/world/tables/referral.js'
import { type Advice, startAdvice } from '../services/ers/advice/sandbox.js'
import { worklist } from '../support/ers-bodies.js'

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())

const ask = () =>
  sandbox.gp.post('/STU3/ReferralRequest/$ers.fetchworklist', worklist('AWAITING_BOOKING'), {
    'X-Correlation-ID': 'my-trace',
  })

test('a worklist of more than 10 MB cannot leave the platform', async () => {
  const { store } = sandbox.world()
  const one = referrals.find(store, '000000070000') as Referral
  expect((await ask()).status).toBe(200)
  store.transaction(() => {
    for (let at = 0; at < 12_000; at++)
      referrals.save(store, { ...one, ubrn: String(500_000_000_000 + at), requestId: `r.${at}` })
  })
  const answer = await ask()
  expect([answer.status, answer.json]).toEqual([
    502,
    {
      fault: {
        faultstring: 'Body buffer overflow',
        detail: { errorcode: 'protocol.http.TooBigBody' },
      },
    },
  ])
  expect(answer.headers.get('x-correlation-id')).toBe('my-trace')
})
