import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { setPasBehaviour } from '../../src/services/ers/domain/appointment/pas.js'
import { Chance } from './chance.js'
import { type Answered, answered, badForm } from './form.js'
import { brokenInvariants, fingerprint } from './invariants.js'
import { Known } from './known.js'
import { type FuzzRequest, Requests } from './requests.js'
import { Versions } from './versions.js'

/** `FUZZ_SEED` and `FUZZ_REQUESTS` repeat or lengthen a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_601)
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 10_000)
const EVERY = 500
const TROUBLES = ['TIMES_OUT', 'ERRORS', 'REFUSES'] as const

let sandbox: Sandbox
const failures: string[] = []

beforeAll(async () => {
  const start = Date.parse('2026-06-01T08:00:00Z')
  const options = { log: 'silent', clock: { start, frozen: true } } as const
  sandbox = await assemble(options, (line) => failures.push(line))
})
afterAll(() => sandbox.close())

async function send({ path, method, headers, body }: FuzzRequest): Promise<Answered> {
  const answer = await sandbox.app.request(`http://localhost${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body as string }),
  })
  return answered(answer)
}

/** An answer that must not be: an unexpected 5xx, or one of the wrong form. */
function fault({ code, method, path }: FuzzRequest, answer: Answered, trouble: boolean) {
  const allowed = answer.status < 500 || (trouble && [502, 504].includes(answer.status))
  const wrong = allowed ? badForm(answer) : 'is not expected'
  return wrong && `${code} ${method} ${path}: ${answer.status} ${wrong}: ${answer.text}`
}

const CREATED = /^\{"id":"(\d{12})"/

describe('a seeded flood of odd requests', () => {
  test('is never answered with a 5xx and leaves a world in order', {
    timeout: 120_000,
  }, async () => {
    const world = sandbox.worlds.get('default')
    const chance = new Chance(SEED)
    const known = new Known(world, chance)
    const requests = new Requests(known)
    const versions = new Versions()
    const faults: string[] = [...brokenInvariants(world), ...versions.look(world)]
    const counts = new Map<string, number>()
    for (let at = 0; at < REQUESTS; at++) {
      const request = requests.next()
      const troubled = chance.happens(0.02) ? known.referral().shortlist[0] : undefined
      if (troubled) setPasBehaviour(world, troubled, chance.pick(TROUBLES))
      const before = fingerprint(world)
      const answer = await send(request)
      if (troubled) setPasBehaviour(world, troubled, 'ACCEPTS')
      const wrong = fault(request, answer, troubled !== undefined)
      if (wrong) faults.push(wrong)
      if (answer.status >= 400 && fingerprint(world) !== before)
        faults.push(`${request.code} ${request.path}: ${answer.status} left something behind`)
      if (answer.status === 201) known.add(CREATED.exec(answer.text)?.[1])
      const key = `${request.code} ${answer.status}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (at % EVERY === 0) faults.push(...versions.look(world))
    }
    faults.push(...versions.look(world), ...brokenInvariants(world))
    if (process.env.FUZZ_COUNTS) console.table([...counts].sort())
    expect(failures).toEqual([])
    expect(faults).toEqual([])
    for (const reached of ['A011 201', 'A016 201', 'A013 200', 'A005 200', 'A008 200', 'A015 200'])
      expect(counts.get(reached), reached).toBeGreaterThan(5)
  })
})
