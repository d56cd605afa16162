export type Verdict = 'as published' | 'documented refusal' | 'exception' | 'FAULT'

export interface Line {
  readonly operation: string
  readonly example: string
  readonly status: number
  readonly verdict: Verdict
  readonly detail: string
}

/** Prints operations x examples x outcome; answers whether there was no fault. */
export function printReport(lines: readonly Line[]): boolean {
  for (const { operation, example, status, verdict, detail } of lines)
    console.log(
      [operation.padEnd(6), example.padEnd(56), String(status).padEnd(4), verdict, detail]
        .join(' ')
        .trimEnd(),
    )
  const count = (verdict: Verdict) => lines.filter((line) => line.verdict === verdict).length
  const faults = count('FAULT')
  console.log(
    `\n${lines.length} exchanges: ${count('as published')} as published, ${count('documented refusal')} refused as documented, ${count('exception')} exceptions, ${faults} faults`,
  )
  console.log(`conformance: ${lines.length - faults} passed, ${faults} failed`)
  return faults === 0
}
