import { afterAll, beforeAll } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { headerFrom, NOW, type RegisteredParty, registerParty, SPINE, send } from './support.js'

export const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
export const ITK = 'itk:COPC_IN000001GB01'
export const PLAIN = 'ebsnpr:PRSC_IN080000UK09'
export const UPDATE = 'pds:PRPA_IN000203UK03'
export const TRACE = 'pdsquery:QUPA_IN000006UK02'
export const RELIABLE = '/reliablemessaging/reliablerequest'
export const EXPRESS = '/reliablemessaging/queryrequest'
export const FORWARD = '/reliablemessaging/forwardreliable'
export const INTERMEDIARY = '/reliablemessaging/intermediary'

/** A world in which one party may send in every way, to another and to the Spine; nobody listens. */
export interface Refusals {
  readonly world: SandboxWorld
  readonly a: RegisteredParty
  readonly b: RegisteredParty
}

type Writable = { -readonly [Name in keyof Refusals]: Refusals[Name] }

/** Sets up the world for the tests of a file. */
export function refusals(): Refusals {
  const here = {} as Writable
  let sandbox: RunningSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
    here.world = sandbox.world('refusals')
    const address = 'http://127.0.0.1:9/nobody'
    const all = [EXTRACT, ITK, PLAIN, UPDATE, TRACE]
    here.a = await registerParty(here.world, 'D82106', all, address, [EXTRACT])
    here.b = await registerParty(here.world, 'A20047', [EXTRACT, ITK, PLAIN], address)
  })
  afterAll(() => sandbox.close())
  return here
}

export const hl7 = (interaction: string) =>
  `<${interaction.split(':')[1]} xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></${interaction.split(':')[1]}>`

/** The ways of travelling: what a message that is in order looks like. */
export const WAYS = {
  reliable: {
    path: RELIABLE,
    interaction: UPDATE,
    ack: 'toPartyMSH',
    sync: true,
    duplicates: true,
  },
  express: { path: EXPRESS, interaction: TRACE, ack: undefined, sync: true, duplicates: false },
  'forward reliable': {
    path: FORWARD,
    interaction: EXTRACT,
    ack: 'nextMSH',
    sync: false,
    duplicates: true,
  },
  'forward express': {
    path: INTERMEDIARY,
    interaction: ITK,
    ack: 'toPartyMSH',
    sync: false,
    duplicates: true,
  },
  'forward without reliability': {
    path: INTERMEDIARY,
    interaction: PLAIN,
    ack: undefined,
    sync: false,
    duplicates: false,
  },
} as const

export type Way = keyof typeof WAYS

const toOf = ({ b }: Refusals, way: Way) => (way.startsWith('forward') ? b : SPINE)

/** Sends a message that is in order for its way, but for what `edit` changes. */
export const sendBy = (here: Refusals, way: Way, edit: (text: string) => string) => {
  const { path, interaction, ack, sync, duplicates } = WAYS[way]
  const header = headerFrom(here.a, toOf(here, way), interaction, {
    duplicateElimination: duplicates,
  })
  return send(
    here.world,
    path,
    { header, syncReply: sync, ...(ack && { ackRequested: ack }) },
    hl7(interaction),
    edit,
  )
}

export const without = (element: string) => (text: string) =>
  text.replace(new RegExp(`<eb:${element}(?: [^>]*)?(?:/>|>[\\s\\S]*?</eb:${element}>)`), '')
export const twice = (element: string) => (text: string) =>
  text.replace(new RegExp(`<eb:${element}(?: [^>]*)?(?:/>|>[\\s\\S]*?</eb:${element}>)`), '$&$&')
export const blank = (element: string) => (text: string) =>
  text.replace(new RegExp(`(<eb:${element}(?: [^>]*)?>)[^<]*`), '$1')
export const change = (from: string | RegExp, to: string) => (text: string) =>
  text.replace(from, to)
export const versionOf = (element: string) =>
  change(new RegExp(`(<eb:${element} [^>]*?)eb:version="2.0"`), '$1eb:version="1.0"')
export const add = (xml: string) => change('</SOAP:Header>', `${xml}</SOAP:Header>`)

export const ACK_REQUESTED =
  '<eb:AckRequested SOAP:mustUnderstand="1" eb:version="2.0" eb:signed="false" SOAP:actor="urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH"/>'
export const SYNC_REPLY =
  '<eb:SyncReply SOAP:mustUnderstand="1" eb:version="2.0" SOAP:actor="http://schemas.xmlsoap.org/soap/actor/next"/>'
export const DUPLICATES = change(
  '</eb:MessageHeader>',
  '<eb:DuplicateElimination/></eb:MessageHeader>',
)
export const SECOND_REFERENCE = change(
  '</eb:Manifest>',
  '<eb:Reference xlink:href="mid:1"/></eb:Manifest>',
)

export const MALFORMED = '201 MESSAGE_NOT_WELL_FORMED'
export const ALL = Object.keys(WAYS) as Way[]
