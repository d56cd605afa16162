import type { MimePart } from '../../../ebxml/mime/part.js'
import { readMultipart } from '../../../ebxml/mime/read-multipart.js'
import { parsePart } from '../../../ebxml/parse-part.js'
import type { XmlElement } from '../../../hl7v3/xml/element.js'
import type { SpineMessage } from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'

/** How many read payloads a world keeps; more than that are seldom between acceptance and processing. */
const KEPT = 3

/** Names a stored message; its number alone may come again after a change that was taken back. */
const nameOf = ({ id, messageId }: SpineMessage): string => `${id}/${messageId}`

/** Reads the payload of a message: the second of its parts; undefined where there is none that is XML. */
export function readPayload(parts: readonly MimePart[]): XmlElement | undefined {
  const parsed = parts[1] && parsePart(parts[1])
  return parsed?.ok === true ? parsed.root : undefined
}

/**
 * What messages say, read once: reading a long list of slots is the dearest part of taking it, so that what
 * was read when a message came is kept until it is processed. What is not kept is read again.
 */
export class Payloads {
  readonly #kept = new WeakMap<World, Map<string, XmlElement>>()

  /** Keeps what a stored message was read as. */
  keep(world: World, message: SpineMessage, root: XmlElement | undefined): void {
    if (!root) return
    const kept = this.#kept.get(world) ?? new Map<string, XmlElement>()
    this.#kept.set(world, kept)
    kept.set(nameOf(message), root)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) return
      kept.delete(oldest)
    }
  }

  /** What a stored message says; it is not kept any longer. */
  take(world: World, message: SpineMessage): XmlElement | undefined {
    const kept = this.#kept.get(world)
    const name = nameOf(message)
    const root = kept?.get(name)
    kept?.delete(name)
    if (root) return root
    const parts = readMultipart(message.contentType, message.body)
    return 'problem' in parts ? undefined : readPayload(parts)
  }
}
