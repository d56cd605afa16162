import { BerWriter } from 'ldapts'
import { TAG } from '../ber.js'
import { formatDn } from '../dn.js'
import type { Done, FoundEntry } from './reply.js'
import type { AnsweredRequest } from './request.js'
import { RESULT, type Result } from './result.js'

/** Tags of the answers that end an operation. */
const ANSWER: Readonly<Record<AnsweredRequest['kind'], number>> = {
  bind: 0x61,
  search: 0x65,
  modify: 0x67,
  add: 0x69,
  delete: 0x6b,
  modifyDn: 0x6d,
  compare: 0x6f,
  extended: 0x78,
}
const ENTRY = 0x64
const CONTROLS = 0xa0
const EXTENDED_NAME = 0x8a
const EXTENDED_VALUE = 0x8b

function message(id: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(id)
  write(writer)
  writer.endSequence()
  return writer.buffer
}

function sequence(writer: BerWriter, tag: number, write: () => void): void {
  writer.startSequence(tag)
  write()
  writer.endSequence()
}

const octets = (writer: BerWriter, text: string, tag: number = TAG.octetString): void =>
  writer.writeBuffer(Buffer.from(text), tag)

function writeResult(writer: BerWriter, { name, matched = [], message: words = '' }: Result): void {
  writer.writeEnumeration(RESULT[name])
  octets(writer, formatDn(matched))
  octets(writer, words)
}

/** One entry that a search found. */
export const encodeEntry = (id: number, { dn, attributes }: FoundEntry): Buffer =>
  message(id, (writer) =>
    sequence(writer, ENTRY, () => {
      octets(writer, formatDn(dn))
      sequence(writer, TAG.sequence, () => {
        for (const [name, values] of attributes)
          sequence(writer, TAG.sequence, () => {
            octets(writer, name)
            sequence(writer, TAG.set, () => {
              for (const value of values) octets(writer, value)
            })
          })
      })
    }),
  )

/** The end of an operation. */
export const encodeDone = (id: number, of: AnsweredRequest['kind'], done: Done): Buffer =>
  message(id, (writer) => {
    sequence(writer, ANSWER[of], () => {
      writeResult(writer, done.result)
      if (done.value !== undefined) octets(writer, done.value, EXTENDED_VALUE)
    })
    if (!done.control) return
    const { oid, value } = done.control
    sequence(writer, CONTROLS, () =>
      sequence(writer, TAG.sequence, () => {
        octets(writer, oid)
        writer.writeBuffer(value, TAG.octetString)
      }),
    )
  })

const DISCONNECTION = '1.3.6.1.4.1.1466.20036'

/** What is said before a connection is closed that cannot go on (RFC 4511 4.4.1). */
export const encodeDisconnection = (result: Result): Buffer =>
  message(0, (writer) =>
    sequence(writer, ANSWER.extended, () => {
      writeResult(writer, result)
      octets(writer, DISCONNECTION, EXTENDED_NAME)
    }),
  )
