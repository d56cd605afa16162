import type { SandboxWorld } from '../src/library/index.js'
import type { Example } from './examples.js'
import { call, headersFor } from './prepare.js'

const PROVIDER = {
  'NHSD-End-User-Organisation-ODS': 'R69',
  'NHSD-eRS-Business-Function': 'SERVICE_PROVIDER_CLINICIAN',
}

/** An open conversation of the data set that has not become a referral. */
const CONVERTIBLE = '000000070022'

async function versionOf(world: SandboxWorld, ubrn: string): Promise<string> {
  const headers = headersFor(world, { headers: PROVIDER })
  const answer = await call(world, `/FHIR/STU3/CommunicationRequest/${ubrn}`, headers)
  return (answer.headers.get('etag') ?? '').replace(/\D/g, '')
}

/** Uploads a file for a request; the reference to it. */
async function upload(world: SandboxWorld, ubrn: string, name: string): Promise<string | null> {
  const answer = await fetch(`${world.url}/referrals/FHIR/STU3/Binary`, {
    method: 'POST',
    headers: {
      ...headersFor(world, { headers: PROVIDER }),
      'Content-Type': 'text/plain',
      'NHSD-eRS-File-Name': name,
      'NHSD-eRS-Referral-ID': ubrn,
    },
    body: 'TEST DOCUMENT - NOT A REAL PATIENT',
  })
  return answer.headers.get('location')
}

/** A published body with files of this world in the places of the published ones. */
export async function withFiles(world: SandboxWorld, body: string, ubrn: string): Promise<string> {
  let prepared = body
  for (const [at, [reference]] of [...body.matchAll(/Binary\/[0-9a-f-]{36}/g)].entries())
    prepared = prepared.replace(
      reference,
      (await upload(world, ubrn, `file-${at}.txt`)) ?? reference,
    )
  return prepared
}

async function conversation(world: SandboxWorld, example: Example): Promise<Example> {
  const [found, ubrn] =
    /CommunicationRequest(?:\/|%2F)(\d{12})(?:\/|%2F)_history(?:\/|%2F)\d+/.exec(
      example.path,
    ) as RegExpExecArray
  const current = found.replace(/\d+$/, await versionOf(world, ubrn as string))
  return { ...example, path: example.path.replace(found, current) }
}

async function response(world: SandboxWorld, example: Example): Promise<Example> {
  const [ubrn] = /\d{12}/.exec(example.path) as RegExpExecArray
  return { ...example, body: await withFiles(world, example.body as string, ubrn as string) }
}

async function conversion(world: SandboxWorld, example: Example): Promise<Example> {
  const reference = `CommunicationRequest/${CONVERTIBLE}/_history/${await versionOf(world, CONVERTIBLE)}`
  const body = (example.body as string).replace(
    /CommunicationRequest\/\d{12}\/_history\/\d+/,
    reference,
  )
  return { ...example, body: await withFiles(world, body, CONVERTIBLE) }
}

/** How the published requests about conversations are brought to where this world is. */
export const ADVICE_SITUATIONS: Readonly<
  Record<string, (world: SandboxWorld, example: Example) => Promise<Example>>
> = { A025: conversation, A026: response, A027: conversion }
