import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { serviceName } from '../../../../src/hl7v3/interaction.js'
import { writeMessage } from '../../../../src/hl7v3/message.js'
import { attributeOf, type XmlElement } from '../../../../src/hl7v3/xml/element.js'
import { xmlDocument } from '../../../../src/hl7v3/xml/template.js'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { PDS_INTERACTIONS } from '../../../../src/services/pds/hl7v3/interactions/index.js'
import { acknowledged, emptyAnswer, MessageParty } from '../../../support/message-party.js'
import {
  headerFrom,
  NOW,
  type RegisteredParty,
  registerParty,
  SPINE,
  send,
  uuid,
} from '../../tms/async/support.js'
import { anywhere } from '../../tms/support.js'
import { resources } from '../bodies.js'
import { birthRequest } from './birth-bodies.js'

const BIRTH = 'pds:PRPA_IN000205UK03'
const MADE = 'PRPA_IN000206UK01'
/** The Spine's contract for births. */
const CPA = 'S200000000342'
const NOTIFICATION = 'PRPA_IN000208UK03'
const MINUTE = 60_000
/** The organisation that the births name as the partner for child health. */
const PARTNER = 'R69'

let sandbox: RunningSandbox
let world: SandboxWorld
let client: MessageParty
let childHealth: MessageParty
let party: RegisteredParty
let told: RegisteredParty

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
  client = await MessageParty.listen()
  childHealth = await MessageParty.listen()
})
afterAll(async () => {
  await sandbox.close()
  await client.close()
  await childHealth.close()
})
let number = 0
beforeEach(async () => {
  client.forget()
  childHealth.forget()
  world = sandbox.world(`births-${++number}`)
  const receives = [`pds:${MADE}`]
  party = await registerParty(world, 'A20047', [BIRTH, ...receives], client.url, receives)
  const notified = [`pds:${NOTIFICATION}`]
  told = await registerParty(world, PARTNER, notified, childHealth.url, notified)
})

const attributeIn = (root: XmlElement | undefined, element: string, attribute: string) =>
  root && attributeOf(anywhere(root, element)[0], attribute)

const partner = `<id root="1.2.826.0.1285.0.1.10" extension="${PARTNER}"/>`

function register() {
  const id = uuid()
  const message = writeMessage({
    id,
    creationTime: '20260601100000',
    versionCode: '3NPfIT6.3.01',
    interactionId: 'PRPA_IN000205UK03',
    receiver: SPINE.asid,
    sender: party.asid,
    controlAct: {
      systems: [party.asid],
      reasons: [],
      subject: { content: birthRequest('6.3', { partner }), contextConduction: false },
    },
  })
  const header = headerFrom(party, SPINE, BIRTH, { messageId: id, cpaId: CPA })
  return send(
    world,
    '/reliablemessaging/reliablerequest',
    { header, ackRequested: 'toPartyMSH', syncReply: true },
    xmlDocument(message),
  )
}

test('a birth by message is answered, and told to the child health organisation', async () => {
  expect((await register()).status).toBe(202)
  await world.clock.advance(2000)
  const { hl7: made } = await client.next(MADE)
  const { header, envelope, hl7 } = await childHealth.next(NOTIFICATION)
  expect(header).toMatchObject({
    from: SPINE.partyKey,
    to: told.partyKey,
    cpaId: told.cpaIds[`pds:${NOTIFICATION}`],
    duplicateElimination: true,
  })
  expect(envelope.syncReply).toBeDefined()
  expect(envelope.ackRequested?.actor).toBe('urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH')
  const [baby] = made ? anywhere(made, 'patientRole') : []
  expect(attributeIn(anywhere(hl7 as XmlElement, 'patient')[0], 'id', 'extension')).toBe(
    attributeIn(baby, 'id', 'extension'),
  )
  expect(attributeIn(hl7, 'birthTime', 'value')).toBeDefined()
  expect(anywhere(hl7 as XmlElement, 'birthWeight')).toHaveLength(1)
  expect(anywhere(hl7 as XmlElement, 'mother')).toHaveLength(1)
})

test('it is told again until the organisation acknowledges it', async () => {
  childHealth.behaviour = (one) =>
    childHealth.received.length < 2 ? emptyAnswer : acknowledged(one)
  await register()
  await world.clock.advance(2000)
  expect(childHealth.of(NOTIFICATION)).toHaveLength(1)
  await world.clock.advance(10 * MINUTE)
  expect(childHealth.of(NOTIFICATION)).toHaveLength(2)
})

test('a birth over FHIR is told in the same way', async () => {
  const participant = [{ member: { identifier: { value: PARTNER } } }]
  const entry = resources().map((resource) => ({
    resource: resource.resourceType === 'CareTeam' ? { ...resource, participant } : resource,
  }))
  const url = `${world.url}/personal-demographics/FHIR/R4/Patient/$process-birth-details?ignore_potential_matches=true`
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
      'X-Request-ID': crypto.randomUUID(),
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  })
  expect(answer.status).toBe(201)
  const { id } = (await answer.json()) as { id: string }
  await world.clock.advance(0)
  const { hl7 } = await childHealth.next(NOTIFICATION)
  expect(attributeIn(anywhere(hl7 as XmlElement, 'patient')[0], 'id', 'extension')).toBe(id)
})

test('the directory has a contract of the Spine for every message that PDS takes', async () => {
  const interactions = PDS_INTERACTIONS.map(
    ({ service, interactionId }) => `${serviceName(service)}:${interactionId}`,
  )
  const known = await Promise.all(
    interactions.map(async (interaction) => {
      const query = new URLSearchParams([
        ['identifier', `https://fhir.nhs.uk/Id/nhsServiceInteractionId|${interaction}`],
        ['identifier', `https://fhir.nhs.uk/Id/nhsMhsPartyKey|${SPINE.partyKey}`],
      ])
      const answer = await fetch(`${world.url}/spine-directory/FHIR/R4/Endpoint?${query}`, {
        headers: { apikey: 'SandboxDemoApplication0000000001' },
      })
      return ((await answer.json()) as { total: number }).total
    }),
  )
  expect(interactions.filter((_, at) => known[at] !== 1)).toEqual([])
})
