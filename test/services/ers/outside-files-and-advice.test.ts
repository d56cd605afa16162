import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../../support/client.js'
import { type Advice, startAdvice } from './advice/sandbox.js'
import { control as controlAt, uploaded } from './documents/support.js'

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())

const control = (method: string, path: string, body: object) =>
  controlAt(sandbox.url, method, path, body)

const act = (ubrn: string, body: object) => control('POST', `/advice/${ubrn}/actions`, body)

describe('a referrer in a conversation, outside the API', () => {
  test('replies with a file that the scan has passed', async () => {
    expect((await control('PUT', '/scan', { seconds: 0 })).status).toBe(204)
    const file = (await uploaded(sandbox.gp, { request: '000000070022' })).replace(
      /^.*Binary\//,
      '',
    )
    const answer = await act('000000070022', {
      action: 'REPLY',
      text: 'The photograph you asked for',
      attachments: [file],
    })
    const view = (await answer.json()) as { ubrn: string }
    expect([answer.status, view.ubrn], JSON.stringify(view)).toEqual([200, '000000070022'])
  })

  test('closes it once only', async () => {
    expect((await act('000000070022', { action: 'CLOSE' })).status).toBe(200)
    expect((await act('000000070022', { action: 'CLOSE' })).status).toBe(422)
  })

  test.each([
    ['an unknown conversation', '999999999999', { action: 'CLOSE' }, 404],
    ['an unknown action', '000000070022', { action: 'BURN' }, 400],
    ['a reply without text', '000000070022', { action: 'REPLY' }, 400],
  ])('refuses %s', async (_what, ubrn, body, status) => {
    expect((await act(ubrn, body)).status).toBe(status)
  })
})

describe('the access code of a patient', () => {
  const letter = () =>
    sandbox.gp.send('/STU3/ReferralRequest/000000070001/$ers.generatePatientLetter', {
      method: 'POST',
    })
  const set = (nhsNumber: string, present: unknown) =>
    control('PUT', `/patients/${nhsNumber}/access-code`, { present })

  test('decides whether there is a patient letter (A019)', async () => {
    expect((await set('9912003888', false)).status).toBe(204)
    expect(refusal(await letter())).toEqual([422, 'NO_ACCESS_CODE'])
    expect((await set('9912003888', true)).status).toBe(204)
    expect((await letter()).status).toBe(200)
  })

  test('is refused for unknown patients and odd values', async () => {
    expect((await set('9990000000', false)).status).toBe(404)
    expect((await set('9912003888', 'yes')).status).toBe(400)
  })
})
