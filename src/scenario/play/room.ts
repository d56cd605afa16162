import { showPlace } from '../language/source.js'
import type { Failure, PlayEvent, Report } from './report.js'

const indent = (depth: number): string => '   '.repeat(depth)

function failureLines({ place, sentence, expected, found, exchanges }: Failure): string[] {
  return [
    '',
    'FAILED',
    `  at        ${showPlace(place)}`,
    `  step      ${sentence}`,
    `  expected  ${expected}`,
    `  found     ${found}`,
    ...exchanges.map(
      ({ id, method, path, status }, at) =>
        `  ${at === 0 ? 'exchanges' : '         '} ${id === undefined ? '' : `${id}: `}${method} ${path} -> ${status}`,
    ),
  ]
}

const LAST: Readonly<Record<string, (report: Report) => string>> = {
  PASSED: ({ performed }) => `The story ended well, after ${performed.length} steps.`,
  STOPPED: ({ performed }) => `Stopped after ${performed.length} steps.`,
}

/** What people in a room read of an event, line by line. */
export function roomLines(event: PlayEvent): string[] {
  if (event.kind === 'STEP') {
    const { number, depth, sentence, step } = event.report
    const words = `${indent(depth)}${sentence}`
    return step === 'say' ? ['', words, ''] : [`${String(number).padStart(3)}  ${words}`]
  }
  if (event.kind === 'TOLD') return [`     ${indent(event.report.depth)}- ${event.line}`]
  if (event.kind === 'WAITS') return ['     (Enter goes on)']
  const { report } = event
  return report.failure ? failureLines(report.failure) : ['', LAST[report.state]?.(report) ?? '']
}
