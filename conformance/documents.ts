import type { SandboxWorld } from '../src/library/index.js'
import { withFiles } from './advice.js'
import type { Example } from './examples.js'
import { call, headersFor } from './prepare.js'

/** The letters of a referral at its version here, with files uploaded for it. */
async function letters(world: SandboxWorld, example: Example): Promise<Example> {
  const [ubrn] = /\d{12}/.exec(example.path) as RegExpExecArray
  const path = `/FHIR/STU3/ReferralRequest/${ubrn}`
  const current = await call(world, path, headersFor(world, example))
  return {
    ...example,
    headers: { ...example.headers, 'If-Match': current.headers.get('etag') ?? '' },
    body: await withFiles(world, example.body as string, ubrn as string),
  }
}

/** The example has no body; any file will do. */
const file = async (_world: SandboxWorld, example: Example): Promise<Example> => ({
  ...example,
  body: '%PDF-1.4\nTEST DOCUMENT - NOT A REAL PATIENT',
})

/** How the published requests about files are brought to where this world is. */
export const DOCUMENT_SITUATIONS: Readonly<
  Record<string, (world: SandboxWorld, example: Example) => Promise<Example>>
> = { A012: letters, A020: file }
