import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { VERSION } from '../../world/package.js'
import type { World } from '../../world/world.js'
import type { Covered, CoveredService } from './report.js'

type Part = HtmlEscapedString | Promise<HtmlEscapedString>

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #212b32 }
  table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; font-size: .9rem }
  th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #d8dde0; vertical-align: top }
  th { border-bottom: 2px solid #005eb8 } h2 { margin: 2rem 0 0 } .no { color: #4c6272 } .met { color: #006747 }
  .mend { color: #a2090e } code { font-family: ui-monospace, monospace }
  @media print { body { margin: 0 } h2 { break-after: avoid } tr { break-inside: avoid } }`

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} (${count})`)
    .join(', ')

const called = ({ calls }: Covered): boolean => calls > 0

function refusalCell({ refusals }: Covered): Part {
  if (!refusals) return html``
  const { met, notMet } = refusals
  return html`${met.length > 0 ? html`<span class="met">met: ${met.join(', ')}</span>` : ''}${
    notMet.length > 0 ? html` <span class="no">not met: ${notMet.join(', ')}</span>` : ''
  }`
}

const row = (one: Covered): Part => html`<tr>
<th scope="row"><code>${one.operation}</code></th><td>${one.title}</td>
<td>${one.calls}</td><td>${listed(one.statuses)}</td><td>${listed(one.roles)}</td>
<td>${refusalCell(one)}</td><td class="mend">${listed(one.findings)}</td>
<td>${one.examples.join(', ')}</td></tr>`

const HEADS = [
  'operation',
  'what it is',
  'calls',
  'statuses',
  'as whom',
  'documented refusals',
  'to be mended',
  'exchanges',
] as const

const heads = (): Part => html`<tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr>`

const unused = (operations: readonly Covered[]): Part =>
  operations.length === 0
    ? html``
    : html`<p class="no">Not called: ${operations.map(({ operation }) => operation).join(', ')}.</p>`

function servicePart({ title, operations }: CoveredService): Part {
  const used = operations.filter(called)
  return html`<h2>${title}</h2>
<p>${used.length} of ${operations.length} operations were called.</p>
${used.length > 0 ? html`<table><thead>${heads()}</thead><tbody>${used.map(row)}</tbody></table>` : ''}
${unused(operations.filter((one) => !called(one)))}`
}

const summaryRow = ({ title, operations }: CoveredService): Part => {
  const used = operations.filter(called)
  const calls = used.reduce((sum, one) => sum + one.calls, 0)
  return html`<tr><th scope="row">${title}</th><td>${used.length} of ${operations.length}</td><td>${calls}</td></tr>`
}

/**
 * What the software under test did in a world, as a page to show in an assurance conversation. It says
 * what it is evidence of, and what not.
 */
export const evidencePage = (world: World, services: readonly CoveredService[]): Part =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Integration evidence</title><style>${raw(STYLE)}</style></head>
<body>
<h1>Integration evidence</h1>
<p>What the software under test did in world <code>${world.name}</code> of ers-sandbox ${VERSION}, up to ${world.clock.iso()} of that world's clock. Calls of simulated staff, patients and hospitals are left out.</p>
<p>The sandbox follows the published specifications; where they are silent its behaviour is inferred or chosen (docs/fidelity.md). A call that is listed here was answered by the sandbox, not by a national service: this is evidence of what was exercised, and no assurance by NHS England.</p>
<table><thead><tr><th scope="col">service</th><th scope="col">operations called</th><th scope="col">calls</th></tr></thead>
<tbody>${services.map(summaryRow)}</tbody></table>
<main>${services.filter(({ operations }) => operations.some(called)).map(servicePart)}</main>
</body>
</html>`
