import { beforeAll, describe, expect, test } from 'vitest'
import { Images } from '../../../src/world/seed/images.js'
import { Store } from '../../../src/world/store.js'
import { adviceRequests } from '../../../src/world/tables/advice-request.js'
import { findAttachment } from '../../../src/world/tables/attachment.js'
import { referrals } from '../../../src/world/tables/referral.js'
import { nextInSequence } from '../../../src/world/tables/sequence.js'

let store: Store

beforeAll(async () => {
  const images = new Images()
  await images.warm()
  store = Store.inMemory(images.laidOut(images.complete(), Date.parse('2026-11-23T12:00:00Z')))
})

describe('conversations', () => {
  test.each([
    ['000000070000', 'PROVIDER_RESPONSE_REQUIRED', 1, 1],
    ['000000070001', 'REFERRER_TO_SUBMIT_FURTHER_INFORMATION', 6, 2],
    ['000000070002', 'REFERRER_TO_SUBMIT_FURTHER_INFORMATION', 6, 4],
    ['000000070003', 'PROVIDER_RESPONSE_REQUIRED', 7, 2],
    ['000000070004', 'ADVICE_CONVERTED', 3, 2],
    ['000000070008', 'ADVICE_CONVERTED', 2, 2],
    ['000000070020', 'CONVERSATION_ENDED_CLOSED', 3, 2],
    ['000000070021', 'CONVERSATION_ENDED_CANCELLED', 2, 1],
    ['000000070022', 'PROVIDER_RESPONSE_REQUIRED', 3, 3],
    ['000000072001', 'PROVIDER_RESPONSE_REQUIRED', 1, 1],
  ])('%s is %s at version %i with %i messages', (ubrn, status, version, messages) => {
    const advice = adviceRequests.find(store, ubrn)
    expect(advice).toMatchObject({ status, version })
    expect(advice?.messages).toHaveLength(messages)
  })

  test('every file is there and linked to its request', () => {
    for (const { ubrn, documents, messages } of adviceRequests.list(store))
      for (const { attachmentId } of [...documents, ...messages.flatMap((one) => one.documents)])
        expect(findAttachment(store, attachmentId)?.linkedTo).toBe(ubrn)
  })

  test('messages are told in the order of their time', () => {
    for (const { messages, created } of adviceRequests.list(store)) {
      const times = messages.map(({ sent }) => sent)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times[0]).toBe(created)
    }
  })

  test('a referral made of advice shares its UBRN with a converted conversation', () => {
    for (const { ubrn, convertedFromAdvice } of referrals.list(store))
      if (convertedFromAdvice)
        expect(adviceRequests.find(store, ubrn)?.status).toBe('ADVICE_CONVERTED')
  })

  test('new messages are numbered above those of the set', () => {
    expect(nextInSequence(store, 'message')).toBe(80_000)
  })
})
