import { describe, expect, test } from 'vitest'
import { faultOf } from './support.js'
import {
  ACK_REQUESTED,
  ALL,
  add,
  blank,
  change,
  DUPLICATES,
  MALFORMED,
  refusals,
  SECOND_REFERENCE,
  SYNC_REPLY,
  sendBy,
  twice,
  versionOf,
  type Way,
  without,
} from './ways.js'

const here = refusals()

describe('a SOAP fault says which check of the envelope failed', () => {
  test.each<[string, Way, (text: string) => string]>([
    ...[
      'From',
      'To',
      'CPAId',
      'ConversationId',
      'Service',
      'Action',
      'MessageData',
      'MessageId',
      'Timestamp',
    ].flatMap((name): [string, Way, (text: string) => string][] => [
      [`${name} is missing`, 'reliable', without(name)],
      [`${name} is there twice`, 'forward reliable', twice(name)],
    ]),
    ['PartyId is empty', 'express', blank('PartyId')],
    ['MessageId is empty', 'express', blank('MessageId')],
    ['there are two headers', 'reliable', change('<SOAP:Body>', '<SOAP:Header/><SOAP:Body>')],
    ['there is no MessageHeader', 'reliable', without('MessageHeader')],
    ['it is no envelope', 'reliable', (text) => text.replaceAll('SOAP:Envelope', 'SOAP:Letter')],
    ['it is no XML', 'reliable', change('</SOAP:Header>', '')],
    ['it has a document type', 'reliable', change('<SOAP:Envelope', '<!DOCTYPE x><SOAP:Envelope')],
    ['it has no end', 'forward reliable', (text) => text.slice(0, -60)],
    ['it is quoted-printable', 'reliable', change('Encoding: 8bit', 'Encoding: quoted-printable')],
    ['the payload is no XML', 'reliable', change('</PRPA_IN000203UK03>', '')],
  ])('201: %s', async (_, way, edit) => {
    const answer = await sendBy(here, way, edit)
    expect([answer.status, answer.headers.get('content-type'), await faultOf(answer)]).toEqual([
      500,
      'text/xml',
      [MALFORMED],
    ])
  })

  const INCONSISTENT = 'INCONSISTENT_WITH_CONTRACT'
  const nextMSH = change('actor:toPartyMSH', 'actor:nextMSH')
  const toPartyMSH = change('actor:nextMSH', 'actor:toPartyMSH')
  test.each<[string, Way, (text: string) => string]>([
    ...ALL.map((way): [string, Way, (text: string) => string] => [
      'INVALID_MESSAGE_HEADER_VERSION',
      way,
      versionOf('MessageHeader'),
    ]),
    [
      'INVALID_MESSAGE_HEADER_VERSION',
      'forward reliable',
      change(/(<eb:MessageHeader [^>]*?) eb:version="2.0"/, '$1'),
    ],
    [`DUPLICATE_ELIMINATION_${INCONSISTENT}`, 'reliable', without('DuplicateElimination')],
    [`DUPLICATE_ELIMINATION_${INCONSISTENT}`, 'forward reliable', without('DuplicateElimination')],
    [`DUPLICATE_ELIMINATION_${INCONSISTENT}`, 'express', DUPLICATES],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'reliable', without('AckRequested')],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'forward reliable', without('AckRequested')],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'forward express', without('AckRequested')],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'express', add(ACK_REQUESTED)],
    [`ACK_REQUESTED_${INCONSISTENT}`, 'forward without reliability', add(ACK_REQUESTED)],
    ['ACK_REQUESTED_VERSION_INVALID', 'reliable', versionOf('AckRequested')],
    ['ACK_REQUESTED_VERSION_INVALID', 'forward express', versionOf('AckRequested')],
    [
      'ACK_REQUESTED_SIGNED_INVALID',
      'forward reliable',
      change('eb:signed="false"', 'eb:signed="true"'),
    ],
    ['ACK_REQUESTED_ACTOR_INVALID', 'reliable', nextMSH],
    ['ACK_REQUESTED_ACTOR_INVALID', 'forward express', nextMSH],
    ['ACK_REQUESTED_ACTOR_INVALID', 'forward reliable', toPartyMSH],
    [`SYNCREPLY_${INCONSISTENT}`, 'reliable', without('SyncReply')],
    [`SYNCREPLY_${INCONSISTENT}`, 'forward reliable', add(SYNC_REPLY)],
    [`SYNCREPLY_${INCONSISTENT}`, 'forward express', add(SYNC_REPLY)],
    [`SYNCREPLY_${INCONSISTENT}`, 'forward without reliability', add(SYNC_REPLY)],
    ['SYNCREPLY_VERSION_INVALID', 'reliable', versionOf('SyncReply')],
    ['SYNCREPLY_ACTOR_INVALID', 'reliable', change('soap/actor/next', 'soap/actor/last')],
    ['INVALID_MANIFEST_REFERENCE', 'express', versionOf('Manifest')],
    ['INVALID_MANIFEST_REFERENCE', 'reliable', change(/xlink:href="[^"]*"/, '')],
    ['INVALID_MANIFEST_REFERENCE', 'reliable', SECOND_REFERENCE],
    ['INVALID_MANIFEST_REFERENCE', 'express', SECOND_REFERENCE],
    ['INVALID_MANIFEST_REFERENCE', 'forward reliable', without('Manifest')],
  ])('300 %s: %s', async (key, way, edit) => {
    const answer = await sendBy(here, way, edit)
    expect([answer.status, await faultOf(answer)]).toEqual([500, [`300 ${key}`]])
  })

  test.each<[string, Way, (text: string) => string]>([
    [
      'no version of the MessageHeader',
      'reliable',
      change(/(<eb:MessageHeader [^>]*?) eb:version="2.0"/, '$1'),
    ],
    ['no SyncReply', 'express', without('SyncReply')],
    ['no DuplicateElimination', 'forward express', without('DuplicateElimination')],
    [
      'DuplicateElimination with a word in it',
      'reliable',
      change(
        '<eb:DuplicateElimination/>',
        '<eb:DuplicateElimination>always</eb:DuplicateElimination>',
      ),
    ],
    ['two references', 'forward reliable', SECOND_REFERENCE],
  ])('but not %s: %s', async (_, way, edit) => {
    const answer = await sendBy(here, way, edit)
    expect(answer.status).toBe(202)
    expect((await answer.text()).includes('ErrorList')).toBe(false)
  })
})
