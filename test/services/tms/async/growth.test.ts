import { expect, test } from 'vitest'
import {
  findSpineMessage,
  insertSpineMessage,
  type MessageState,
  setMessageState,
} from '../../../../src/world/tables/spine-message.js'
import { NOW, newWorld } from '../../pds/harness.js'

const WEEK = 7 * 24 * 3_600_000
const MEGABYTE = 1024 * 1024

const world = newWorld()
const { store } = world

function add(accepted: number, body: Uint8Array, state: MessageState): number {
  const { id } = insertSpineMessage(store, {
    messageId: crypto.randomUUID(),
    conversationId: 'C',
    refToMessageId: null,
    fromParty: 'A',
    toParty: 'B',
    cpaId: 'S',
    service: 'urn:nhs:names:services:ebs',
    action: 'PRSC_IN080000UK07',
    hl7Id: null,
    pattern: 'FORWARD_RELIABLE',
    accepted,
    expires: accepted + 600_000,
    retries: 2,
    interval: 60_000,
    awaits: 'SIGNAL',
    reports: 1,
    endpoint: 'http://127.0.0.1:9/',
    exchange: null,
    soapAction: '',
    contentType: 'text/xml',
    body,
  })
  setMessageState(store, id, state, '')
  return id
}

const kept = (): { readonly count: number; readonly bytes: number } =>
  store.one('SELECT count(*) AS count, sum(length(body)) AS bytes FROM spine_message') as {
    count: number
    bytes: number
  }

test('messages of weeks take a bounded room, and none that is still open goes', () => {
  store.transaction(() => {
    const open = add(NOW, Buffer.alloc(10), 'ACCEPTED')
    const awaited = add(NOW + 4 * WEEK, Buffer.alloc(10), 'DELIVERED')
    for (let at = 0; at < 5500; at++)
      add(NOW + Math.floor((at * 4 * WEEK) / 5500), Buffer.alloc(10), 'ACKNOWLEDGED')
    expect(kept().count).toBeLessThan(5200)
    expect([open, awaited].map((id) => findSpineMessage(store, id)?.state)).toEqual([
      'ACCEPTED',
      'DELIVERED',
    ])
    for (let at = 0; at < 20; at++) add(NOW + 5 * WEEK, Buffer.alloc(5 * MEGABYTE), 'ACKNOWLEDGED')
    expect(kept().bytes).toBeLessThan(75 * MEGABYTE)
    expect(findSpineMessage(store, open)?.state).toBe('ACCEPTED')
  })
})
