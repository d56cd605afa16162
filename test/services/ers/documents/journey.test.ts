import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, refusal, request } from '../../../support/client.js'
import { book, freeSlots, onWorklist, operate, refer } from '../../../support/ers-steps.js'
import { pdfText } from '../../../support/pdf-text.js'
import { filesOf, letters, PDF, uploaded } from './support.js'

const PROVIDER = 'ProviderApplication0000000000002'
const REFERRER = 'ReferrerApplication0000000000003'

let sandbox: RunningSandbox
beforeAll(async () => {
  const start = Date.parse('2026-06-01T06:00:00Z')
  sandbox = await startSandbox({ clock: { start, frozen: true } })
})
afterAll(() => sandbox.close())

test('a letter goes from the practice to the hospital', async () => {
  const world = sandbox.world()
  const [gp, consultant] = [new ErsClient(world, GP), new ErsClient(world, CONSULTANT)]
  const review = () => onWorklist(consultant, 'REFERRALS_FOR_REVIEW')

  const created = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
  const ubrn: string = created.json.id
  const url = await uploaded(gp, { request: ubrn })
  const withLetter = await operate(gp, created, 'maintainReferralLetter', letters({ url }))
  expect(filesOf(withLetter)).toEqual([['letter.pdf', 'PENDING']])
  expect(await onWorklist(gp, 'LETTERS_OUTSTANDING')).not.toContain(ubrn)

  const [slot] = await freeSlots(gp, '11000')
  if (!slot) throw new Error('no slot')
  expect((await book(gp, withLetter, '11000', slot)).status).toBe(201)
  expect(await review()).toContain(ubrn)
  expect(refusal(await consultant.get(`/R4/${url}`))).toEqual([422, 'PENDING'])

  await world.clock.advance(5_000)
  const read = await consultant.get(`/STU3/ReferralRequest/${ubrn}`)
  expect(filesOf(read)).toEqual([['letter.pdf', 'AVAILABLE']])
  expect((await consultant.get(`/STU3/${url}`)).text).toBe(PDF)
  const redirected = await consultant.send(`/R4/${url}`, { redirect: 'manual' })
  expect((await request(redirected.headers.get('location') as string)).text).toBe(PDF)

  expect((await operate(consultant, read, 'acceptReferral')).status).toBe(200)
  expect(await review()).not.toContain(ubrn)
  const summary = await operate(consultant, read, 'generateCRI')
  expect(pdfText(summary.bytes)).toContain('Referrer: letter.pdf')
  const letter = await operate(gp, read, 'generatePatientLetter')
  expect(pdfText(letter.bytes)).toContain(`UBRN: ${ubrn}`)
})

test('applications of providers read files and documents on their own', async () => {
  const world = sandbox.world()
  const as = (application: string, path: string, method = 'GET') =>
    request(`${world.url}/referrals/FHIR${path}`, {
      method,
      headers: { Authorization: `Bearer ${world.token({ application })}` },
    })
  const file = 'Binary/719f6045-e791-4029-8e0f-1201c02b0a55'
  const referral = '/STU3/ReferralRequest/000000070001'
  for (const [path, method] of [
    [`/STU3/${file}`, 'GET'],
    [`/R4/${file}`, 'GET'],
    [`${referral}/$ers.generateCRI`, 'POST'],
  ] as const) {
    expect((await as(PROVIDER, path, method)).status, path).toBe(200)
    expect((await as(REFERRER, path, method)).status, path).toBe(403)
  }
  for (const path of [`${referral}/$ers.generatePatientLetter`, '/STU3/Binary'])
    expect((await as(PROVIDER, path, 'POST')).status, path).toBe(403)
})
