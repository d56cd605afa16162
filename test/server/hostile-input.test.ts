import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { LIMITS } from '../../src/world/limits.js'
import { ErsClient, GP, request } from '../support/client.js'

let sandbox: RunningSandbox
let gp: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox()
  gp = new ErsClient(sandbox.world(), GP)
})
afterAll(() => sandbox.close())

const CREATE = '/STU3/ReferralRequest/$ers.createReferral'

describe('bad input gets the clear answer of the service, never a 500', () => {
  test('malformed JSON', async () => {
    expect((await gp.post(CREATE, '{"a":')).status).toBe(400)
    expect((await gp.post(CREATE, '['.repeat(50_000))).status).toBe(400)
    expect((await gp.post(CREATE, '')).status).toBe(400)
  })

  test('a body over the limit, said in advance or not', async () => {
    const big = 'x'.repeat(LIMITS.body + 1)
    expect((await gp.post(CREATE, big)).status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(big))
        controller.close()
      },
    })
    const answer = await fetch(`${sandbox.url}/referrals/FHIR${CREATE}`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })

  test('an unknown path, and a method that is not offered', async () => {
    expect((await gp.get('/STU3/Nothing')).status).toBe(404)
    const r4 = await gp.get('/R4/Nothing')
    expect([r4.status, r4.json.issue[0].details.coding[0].code]).toEqual([404, 'REC_NOT_FOUND'])
    const wrong = await gp.send('/STU3/Slot', { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET'])
    const root = await request(`${sandbox.url}/nowhere`)
    expect(root.status).toBe(404)
  })

  test.each([
    '/STU3/ReferralRequest/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    "/STU3/ReferralRequest/'; DROP TABLE referral; --",
    '/STU3/ReferralRequest/%00',
    '/STU3/Slot?schedule.actor%3AHealthcareService=%27&appointmentType=ROUTINE&status=free&_count=1&page=1',
    '/STU3/Task?focus=%F0%9F%98%80&intent=proposal&status=ready',
    '/R4/HealthcareService/%ff',
    '/STU3/ReferralRequest/%zz',
  ])('%s', async (path) => {
    const answer = await gp.get(path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })

  test.each([
    [null],
    [0],
    ['text'],
    [{}],
    [{ resourceType: 'Parameters', parameter: {} }],
    [{ resourceType: 'Parameters', meta: [], parameter: [null, 1, 'a', [], { name: {} }] }],
    [{ __proto__: { a: 1 }, parameter: [{ name: '__proto__' }, { name: 'constructor' }] }],
  ])('a body of the wrong shape: %j', async (body) => {
    for (const path of [
      CREATE,
      '/STU3/Appointment',
      '/STU3/ReferralRequest/$ers.fetchworklist',
      '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient',
    ]) {
      const answer = await gp.post(path, JSON.stringify(body))
      expect(answer.status, `${path} ${answer.text}`).toBe(422)
      expect(answer.json.issue.length).toBeGreaterThan(0)
    }
  })

  test('headers larger than the limit, on the wire', async () => {
    const { port } = new URL(sandbox.url)
    const head = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.once('error', reject)
      socket.once('data', (data) => {
        resolve(data.toString().split('\r\n')[0] as string)
        socket.destroy()
      })
      socket.write(
        `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(LIMITS.headers)}\r\n\r\n`,
      )
    })
    expect(head).toContain('431')
  })
})

describe('help stands beside the answer', () => {
  test('every answer names its exchange, whose findings say what a bare status does not', async () => {
    const answer = await gp.send('/STU3/ReferralRequest/000000070001/_history/2')
    expect([answer.status, answer.text]).toEqual([404, ''])
    const exchange = await request(answer.headers.get('x-sandbox-exchange') as string)
    expect(exchange.json).toMatchObject({
      operation: 'A005',
      status: 404,
      caller: { userId: '021600556514', organisation: 'R69' },
    })
    expect(exchange.json.findings[0].message).toContain('Only the current version 5')
  })
})
