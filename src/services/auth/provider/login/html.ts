import { createHash } from 'node:crypto'
import { type Answer, text } from '../../../../http/answer.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (value: string): string => value.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one)

/** Markup that is safe to send. Only `html` makes it. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

type Part = string | number | Html | readonly Html[]

const render = (part: Part): string => {
  if (part instanceof Html) return part.markup
  return typeof part === 'object' ? part.map(render).join('') : escaped(String(part))
}

/** A template in which every value is escaped, unless it is markup already. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(
    literals.map((literal, at) => literal + (at < parts.length ? render(parts[at]!) : '')).join(''),
  )

const STYLE = `body{font:1.1rem/1.5 Arial,sans-serif;margin:0;color:#212b32;background:#f0f4f5}
.note{background:#ffeb3b;color:#212b32;margin:0;padding:.4rem 1.5rem;font-size:1rem}
header{background:#005eb8;color:#fff;padding:1rem 1.5rem;font-size:1.4rem;font-weight:bold}
main{max-width:44rem;margin:0 auto;padding:1rem 1.5rem 3rem}
h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.3rem}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
.users{margin-top:2rem}
legend{font-weight:bold;font-size:1.2rem;padding:0;margin-bottom:.5rem}
legend h2{margin:0;font-size:1.2rem}
label{display:block;font-weight:bold;margin-bottom:.25rem}
.hint{color:#4c6272;margin:0 0 .5rem}
input[type=text]{font:inherit;box-sizing:border-box;padding:.4rem;border:2px solid #4c6272;width:24rem;max-width:100%}
.radio{display:flex;align-items:flex-start;gap:.75rem;margin:.6rem 0}
.radio input{flex:none;width:1.6rem;height:1.6rem;margin:0;accent-color:#005eb8}
.radio label{font-weight:normal;margin:0}
.radio small{display:block;color:#4c6272}
.field{margin-bottom:1rem}
.failed{border-left:5px solid #d5281b;padding-left:1rem}
.failed input[type=text]{border-color:#d5281b}
button{font:inherit;cursor:pointer;border-radius:4px;padding:.5rem 1.2rem;margin:.5rem .5rem .5rem 0}
.primary{background:#007f3b;color:#fff;border:2px solid #007f3b;font-weight:bold}
.secondary{background:#fff;color:#005eb8;border:2px solid #005eb8}
.error{color:#d5281b;font-weight:bold;margin:0 0 .25rem}
.summary{border:4px solid #d5281b;background:#fff;padding:.5rem 1rem;margin-bottom:1.5rem}
.summary h2{margin:.25rem 0}.summary a{color:#d5281b;font-weight:bold}
ul{list-style:none;padding:0;margin:0}li{margin:.5rem 0}
.user{display:block;width:100%;text-align:left;background:#fff;color:#212b32;border:1px solid #4c6272;padding:.6rem 1rem;margin:0}
.user:hover{background:#e8edee}.user small{display:block;color:#4c6272}
:focus-visible{outline:4px solid #ffeb3b;outline-offset:0;box-shadow:0 0 0 6px #212b32}`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** No script, no frame, nothing from elsewhere. Forms may lead on to the application by redirects. */
const SECURITY_HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/** A page for people; `service` is the name on its bar. */
export const page = (
  status: number,
  title: string,
  content: Html,
  service = 'ers-sandbox',
): Answer =>
  text(
    status,
    html`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<p class="note">ers-sandbox: test use only, no real login</p>
<header>${service}</header>
<main>
${content}
</main>
</body>
</html>
`.markup,
    'text/html;charset=utf-8',
    SECURITY_HEADERS,
  )

/** A page that says why there is no login, and what to do. */
export const errorPage = (status: number, message: string): Answer =>
  page(status, 'We are sorry', html`<h1>We are sorry</h1>\n<p>${message}</p>`)
