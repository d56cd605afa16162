import { document } from '../fhir/document.js'
import { parameters } from '../fhir/parameters.js'
import type { Professional } from '../professional.js'
import { operate, readReferral, referralPath } from './referrals.js'

/** A file to send: its name decides its type. */
export interface File {
  readonly name: string
  readonly content: Uint8Array<ArrayBuffer>
}

const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  pdf: 'application/pdf',
  rtf: 'application/rtf',
  png: 'image/png',
  jpg: 'image/jpeg',
}

const typeOf = (name: string): string =>
  TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/plain'

/** A020: uploads a file, for a request if one is named; the reference `Binary/...`. */
export async function upload(who: Professional, file: File, ubrn = ''): Promise<string> {
  const heard = await who.call('/STU3/Binary', {
    method: 'POST',
    body: file.content,
    headers: {
      'Content-Type': typeOf(file.name),
      'NHSD-eRS-File-Name': Buffer.from(file.name, 'utf8').toString('latin1'),
      'NHSD-eRS-Referral-ID': ubrn,
    },
  })
  return heard.header('location') ?? ''
}

/**
 * A012: adds a letter to a referral, or takes the place of all there were. The operation sets the
 * whole list, so the letters that stay are named again.
 */
export async function addLetter(
  who: Professional,
  ubrn: string,
  file: File,
  { description, now }: { readonly description: string; readonly now: string },
): Promise<void> {
  const { files } = await readReferral(who, ubrn)
  const url = await upload(who, file, ubrn)
  const kept = files.filter((one) => one.url.startsWith('Binary/'))
  const letters = [...kept, { url, description }].map((one) =>
    document('referralLetterFile', 'REFERRER', one, now),
  )
  const body = parameters('eRS-MaintainReferralLetter-Parameters-1', ...letters)
  await operate(who, ubrn, 'maintainReferralLetter', body)
}

/** A019: the letter that the patient gets, as a PDF. */
export async function printLetter(who: Professional, ubrn: string): Promise<Uint8Array> {
  const path = `${referralPath(ubrn)}/$ers.generatePatientLetter`
  const { version } = await readReferral(who, ubrn)
  const heard = await who.call(path, {
    method: 'POST',
    headers: { 'If-Match': `W/"${version}"` },
  })
  return heard.bytes
}
