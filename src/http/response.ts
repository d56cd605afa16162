import type { Answer } from './answer.js'

/** Turns an answer into what the listener sends, with what the sandbox says beside it. */
export function toResponse(
  answer: Answer,
  beside: Readonly<Record<string, string>> = {},
): Response {
  const { status, body } = answer
  const plain: Record<string, string> = { ...beside }
  let headers: Headers | undefined
  for (const name of Object.keys(answer.headers)) {
    const value = answer.headers[name] as string | readonly string[]
    if (typeof value === 'string') plain[name] = value
    else {
      headers ??= new Headers()
      for (const one of value) headers.append(name, one)
    }
  }
  if (headers) for (const [name, value] of Object.entries(plain)) headers.set(name, value)
  return new Response(body as ConstructorParameters<typeof Response>[0], {
    status,
    headers: headers ?? plain,
  })
}
