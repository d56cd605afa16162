import { createServer } from 'node:http'
import { referralBody } from './referral-body.js'

const ATTEMPTS = 3

/** Refers by e-RS; tries again while e-RS is not available. */
async function refer({ ersUrl, session }, nhsNumber, service) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(`${ersUrl}/FHIR/STU3/ReferralRequest/$ers.createReferral`, {
      method: 'POST',
      headers: {
        ...session.headers,
        'Content-Type': 'application/fhir+json',
        'X-Correlation-ID': crypto.randomUUID(),
      },
      body: JSON.stringify(referralBody(nhsNumber, service)),
    })
    if (answer.status === 201) return (await answer.json()).id
    if (answer.status < 500 || attempt === ATTEMPTS) return undefined
  }
}

/** An application with one page: `POST /refer?patient=...&service=...` answers the UBRN. */
export const createApp = (settings) =>
  createServer(async (request, response) => {
    const { searchParams } = new URL(request.url, 'http://app')
    const ubrn = await refer(settings, searchParams.get('patient'), searchParams.get('service'))
    response.statusCode = ubrn ? 201 : 502
    response.end(ubrn ? `Referred: ${ubrn}\n` : 'e-RS did not take the referral.\n')
  })
