import { BerWriter } from 'ldapts'
import { TAG } from '../ber.js'

/** The value of a control that ends a page: how many there are is not told (RFC 2696 2). */
export function encodePage(cookie: string): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(0)
  writer.writeBuffer(Buffer.from(cookie), TAG.octetString)
  writer.endSequence()
  return writer.buffer
}
