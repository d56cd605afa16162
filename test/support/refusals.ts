import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { ERS_OPERATIONS } from '../../src/services/ers/fhir/operations/index.js'
import type { Reply } from './client.js'
import { WORDING } from './wording.js'

const PATTERNS = ERS_OPERATIONS.map(({ code, fhir, method, path }) => ({
  code,
  method,
  pattern: new RegExp(`^/${fhir}${path.replaceAll('$', '\\$').replace(/:\w+/g, '[^/?]+')}(\\?|$)`),
  literal: !path.includes(':'),
}))

/** Code of the operation that a call below `/referrals/FHIR` is; undefined if it is none. */
export function operationOf(method: string, path: string): string | undefined {
  const found = PATTERNS.filter((one) => one.method === method && one.pattern.test(path))
  return (found.find(({ literal }) => literal) ?? found[0])?.code
}

const STU3_CODES = 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-APIErrorCode-1'

interface Issue {
  readonly severity: string
  readonly code: string
  readonly details: {
    readonly coding: readonly { system: string; code: string; display?: string }[]
  }
  readonly diagnostics?: string
}

/** Checks that every issue of an STU3 outcome of e-RS is worded as published (ers-fhir 4.2, 4.3). */
function checkWording(issues: readonly Issue[]): void {
  for (const { severity, code, details, diagnostics } of issues) {
    const [coding] = details.coding
    const wording = WORDING.get(coding?.code ?? '')
    if (coding?.system !== STU3_CODES || !wording) continue
    expect([severity, code, coding.display]).toEqual(['error', wording.issue, wording.display])
    expect(diagnostics, coding.code).toMatch(/\S/)
  }
}

/** Where the workers of a whole run of the tests note what was provoked; nothing otherwise. */
const NOTES = process.env.ERS_REFUSALS_SEEN

function note(operation: string | undefined, seen: string): void {
  if (!NOTES || !operation) return
  mkdirSync(NOTES, { recursive: true })
  appendFileSync(join(NOTES, `${process.pid}.txt`), `${operation} ${seen}\n`)
}

/** Status and e-RS code of a refusal, whose wording is checked on the way. */
export function refusal(answer: Reply): [number, string | undefined] {
  const issues: readonly Issue[] = answer.text ? (answer.json.issue ?? []) : []
  checkWording(issues)
  const code = issues[0]?.details?.coding?.[0]?.code
  if (answer.status >= 400) note(answer.operation, code ?? String(answer.status))
  return [answer.status, code]
}
