import { EBOOKING_ROOTS } from './roots.js'

/** What an eBooking message is about, as far as a glance tells (ers-hl7v3-mim 16). */
export interface About {
  /** HL7 id of the message that it answers; id of the poll, where it offers slots. */
  readonly answers?: string
  /** Number of the service. */
  readonly service?: string
  readonly ubrns: string[]
  readonly usrns: string[]
}

/** How much of the beginning and of the end of a long list of slots is looked at, and how many names are told. */
const BEGINNING = 60_000
const END = 2_000
const MOST = 50

const TAG = /<(?:[\w.-]+:)?(\w+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/g

const ANSWERED: readonly string[] = ['messageRef', 'priorSlotRequest']
const SLOTS: readonly string[] = [
  'appointmentSlot',
  'pertinentAppointmentSlot',
  'RequestedAppointment',
]

const attributeIn = (attributes: string, name: string): string =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)`).exec(attributes)?.[1] ?? ''

/** Looks over the text of a message, in whatever form it was written; what it does not find it does not tell. */
export function aboutMessage(text: string): About {
  const rest = text.slice(BEGINNING).slice(-END)
  const seen = `${text.slice(0, BEGINNING)}${rest}`.replace(/<!--[\s\S]*?-->/g, '')
  const ubrns = new Set<string>()
  const usrns = new Set<string>()
  let [answers, service, parent]: (string | undefined)[] = []
  for (const [, name = '', attributes = ''] of seen.matchAll(TAG)) {
    if (name !== 'id') {
      parent = name
      continue
    }
    const [root, extension] = ['root', 'extension'].map((one) => attributeIn(attributes, one))
    if (root === EBOOKING_ROOTS.ubrn && extension) ubrns.add(extension)
    else if (root === EBOOKING_ROOTS.service) service = extension
    else if (root && ANSWERED.includes(parent ?? '')) answers = root
    else if (root && SLOTS.includes(parent ?? '')) usrns.add(root)
  }
  return {
    ...(answers && { answers }),
    ...(service && { service }),
    ubrns: [...ubrns].slice(0, MOST),
    usrns: [...usrns].slice(0, MOST),
  }
}
