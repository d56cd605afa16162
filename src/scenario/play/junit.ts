import { showPlace } from '../language/source.js'
import type { Failure, Report } from './report.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const CONTROL = /(?![\t\n\r])\p{Cc}/gu

const escaped = (text: string): string =>
  text.replace(CONTROL, ' ').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one)

const failureElement = (failure: Failure): string => {
  const { place, expected, found, exchanges } = failure
  const lines = [
    `at ${showPlace(place)}`,
    `expected ${expected}`,
    `found ${found}`,
    ...exchanges.map(
      ({ id, method, path, status }) => `exchange ${id ?? '-'}: ${method} ${path} ${status}`,
    ),
  ]
  return `      <failure message="${escaped(`expected ${expected}, found ${found}`)}">${escaped(lines.join('\n'))}</failure>\n`
}

/** A play as a JUnit report: one test case for each step that was performed. */
export function junitOf({ title, performed, failure }: Report): string {
  const failed = performed.findLast(({ outcome }) => outcome === 'FAILED')
  const cases = performed.map(
    (report) =>
      `    <testcase name="${escaped(`${report.number}. ${report.sentence}`)}" classname="${escaped(title)}" file="${escaped(report.place.file)}" line="${report.place.line}">\n${
        failure && report === failed ? failureElement(failure) : ''
      }    </testcase>\n`,
  )
  const unreached = failure && !failed
  const tests = cases.length + (unreached ? 1 : 0)
  const extra = unreached
    ? `    <testcase name="${escaped(failure.sentence)}" classname="${escaped(title)}">\n${failureElement(failure)}    </testcase>\n`
    : ''
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites tests="${tests}" failures="${failure ? 1 : 0}">\n`,
    `  <testsuite name="${escaped(title)}" tests="${tests}" failures="${failure ? 1 : 0}">\n`,
    ...cases,
    extra,
    '  </testsuite>\n</testsuites>\n',
  ].join('')
}
