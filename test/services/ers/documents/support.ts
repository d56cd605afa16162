import { expect } from 'vitest'
import { insertAttachment } from '../../../../src/world/tables/attachment.js'
import type { World } from '../../../../src/world/world.js'
import { type ErsClient, GP, type Reply } from '../../../support/client.js'

export const TEXT = 'TEST DOCUMENT - NOT A REAL PATIENT'
export const PDF = `%PDF-1.4\n${TEXT}`

export interface File {
  readonly name?: string
  readonly type?: string
  readonly content?: string | Uint8Array
  /** The request it is for; none if empty. */
  readonly request?: string
  readonly headers?: Record<string, string>
  /** FHIR version of the address: STU3 is A020, R4 is A039. */
  readonly base?: '/STU3' | '/R4'
}

/** Sends a file (A020 or A039): a letter as a PDF unless told otherwise. */
export const sendFile = (
  client: ErsClient,
  {
    name = 'letter.pdf',
    type = 'application/pdf',
    content = PDF,
    request = '',
    headers = {},
    base = '/STU3',
  }: File = {},
): Promise<Reply> =>
  client.send(`${base}/Binary`, {
    method: 'POST',
    body: content,
    headers: {
      'Content-Type': type,
      'NHSD-eRS-File-Name': Buffer.from(name, 'utf8').toString('latin1'),
      'NHSD-eRS-Referral-ID': request,
      ...headers,
    },
  })

/** The reference `Binary/<id>` of a file that was taken. */
export async function uploaded(client: ErsClient, file: File = {}): Promise<string> {
  const answer = await sendFile(client, file)
  expect([answer.status, answer.text]).toEqual([201, ''])
  return answer.headers.get('location') as string
}

/** Puts a file on a referral without its checks. */
export function put(world: World, fileName: string, content: Buffer): string {
  const id = world.ids.uuid()
  const file = {
    id,
    fileName,
    contentType: 'text/plain',
    size: content.length,
    uploaded: world.clock.now(),
    uploadedBy: GP.user,
    organisation: 'R69',
    onBehalfOf: null,
    intendedFor: null,
    status: 'AVAILABLE',
    linkedTo: '000000070000',
  } as const
  insertAttachment(world.store, file, content)
  return id
}

export interface Letter {
  readonly url: string
  readonly description?: string
  readonly type?: string
}

/** The body of A012. */
export const letters = (...files: readonly Letter[]) => ({
  resourceType: 'Parameters',
  meta: {
    profile: [
      'https://fhir.nhs.uk/STU3/StructureDefinition/eRS-MaintainReferralLetter-Parameters-1',
    ],
  },
  parameter: files.map(({ url, description, type = 'REFERRER' }) => ({
    name: 'referralLetterFile',
    resource: {
      resourceType: 'DocumentReference',
      meta: {
        profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/eRS-DocumentReference-1'],
      },
      status: 'current',
      indexed: '2026-06-01T09:00:00.000Z',
      ...(description === undefined ? {} : { description }),
      type: {
        coding: [
          { system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-AttachmentType-1', code: type },
        ],
      },
      content: [{ attachment: { url } }],
    },
  })),
})

interface Contained {
  readonly resourceType: string
  readonly description?: string
  readonly content: readonly {
    readonly attachment: {
      readonly url: string
      readonly title: string
      readonly extension: readonly { readonly valueCoding?: { readonly code: string } }[]
    }
  }[]
}

/** Name and availability of each file that a referral shows. */
export const filesOf = (referral: Reply): [string, string | undefined][] =>
  referral.json.contained
    .filter(({ resourceType }: Contained) => resourceType === 'DocumentReference')
    .map(({ content }: Contained) => {
      const { title, extension } = (content[0] as Contained['content'][number]).attachment
      return [title, extension.find(({ valueCoding }) => valueCoding)?.valueCoding?.code]
    })

/** A call of the control API. */
export const control = (
  url: string,
  method: string,
  path: string,
  body: object,
): Promise<Response> =>
  fetch(`${url}/_sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
