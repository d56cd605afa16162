import { expect, test } from 'vitest'
import { patientSchema } from '../../src/world/seed/kinds/patients.js'
import { findPatient } from '../../src/world/tables/patient.js'
import type { World } from '../../src/world/world.js'
import { CARD, NEW_PATIENT, resources } from '../services/pds/bodies.js'
import { newWorld, patientToken, type Sent, send, userToken } from '../services/pds/harness.js'
import {
  add,
  birthPlace,
  communication,
  HOME,
  JSON_PATCH,
  pharmacy,
  remove,
  replace,
  TEMPORARY,
  testOf,
} from '../services/pds/patch/support.js'
import { Chance } from './chance.js'
import { oddText } from './junk.js'
import { mutate, writeBody } from './mutate.js'

const REQUESTS = 4000
const NUMBERS = ['9000000009', '9736363066', '5900059073'] as const

/** Patches that are taken, to be spoilt. */
const PATCHES = [
  [replace('/gender', 'male'), add('/birthDate', '1950-01-01')],
  [testOf('/address/0/id', '456'), replace('/address/0/line/0', '2 Whitehall Quay')],
  [add('/address/-', HOME), add('/address/-', TEMPORARY)],
  [add('/name/-', { use: 'nickname', family: 'Other', given: ['A B', 'C D'] })],
  [add('/telecom/-', { system: 'phone', use: 'mobile', value: '07700900001' })],
  [testOf('/telecom/0/id', '789'), remove('/telecom/0')],
  [add('/extension/-', pharmacy('FWC87')), add('/extension/-', communication('fr', true))],
  [add('/extension/-', birthPlace({ city: 'Leeds', country: 'GBR' }))],
] as const

interface Kind {
  readonly path: (chance: Chance) => string
  readonly method: 'PATCH' | 'POST'
  readonly body: (chance: Chance) => unknown
}

const KINDS: readonly Kind[] = [
  {
    method: 'PATCH',
    path: (chance) => `/Patient/${chance.pick(NUMBERS)}`,
    body: (chance) => ({ patches: chance.pick(PATCHES) }),
  },
  { method: 'POST', path: () => '/Patient', body: () => NEW_PATIENT },
  {
    method: 'POST',
    path: () => '/Patient/$process-birth-details',
    body: () => ({ entry: resources().map((resource) => ({ resource })) }),
  },
  { method: 'POST', path: () => '/Coverage', body: () => CARD },
]

const headersFor = (world: World, { method }: Kind, path: string): Record<string, string> => ({
  'Content-Type': method === 'PATCH' ? JSON_PATCH : 'application/json',
  'If-Match': `W/"${findPatient(world.store, path.split('/')[2] ?? '9000000009')?.version ?? 2}"`,
})

test('odd writes to PDS are never answered with a 5xx and leave every record sound', async () => {
  const world = newWorld()
  const chance = new Chance(20_261_123)
  const [nurse, patient] = [userToken(world), patientToken(world, '9000000009')]
  const statuses = new Set<number>()
  for (let at = 0; at < REQUESTS; at++) {
    const kind = chance.pick([KINDS[0], ...KINDS] as Kind[])
    const path = kind.path(chance)
    const spoilt = chance.happens(0.8) ? mutate(kind.body(chance), chance) : kind.body(chance)
    const sent: Sent = {
      method: kind.method,
      token: path === '/Coverage' ? patient : nurse,
      requestId: `60e0b220-8136-4ca5-ae4b-${String(at).padStart(12, '0')}`,
      headers: {
        ...headersFor(world, kind, path),
        ...(chance.happens(0.02) ? { 'If-Match': oddText(chance) } : {}),
      },
      body: writeBody(spoilt, chance, 0.05),
    }
    const answer = await send(world, path, sent)
    statuses.add(answer.status)
    expect(answer.status, `${path} ${String(sent.body).slice(0, 500)}`).toBeLessThan(500)
  }
  expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 201, 400, 403, 412]))
  for (const number of [...NUMBERS, '5182663366', '5900010775']) {
    const held = findPatient(world.store, number)
    if (held) expect(patientSchema.safeParse(held).error, number).toBeUndefined()
  }
})
