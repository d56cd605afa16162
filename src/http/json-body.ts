import { LIMITS } from '../world/limits.js'

export type JsonBody = { readonly value: unknown } | { readonly problem: string }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** True if objects and arrays are nested deeper than allowed. Looks at the text, so nothing deep is built. */
function tooDeep(text: string, limit: number): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (inString) {
      if (letter === 92) at++
      else if (letter === 34) inString = false
    } else if (letter === 34) inString = true
    else if (letter === 123 || letter === 91) {
      if (++depth > limit) return true
    } else if (letter === 125 || letter === 93) depth--
  }
  return false
}

/** Reads a JSON body; `problem` says in plain words why it cannot be read. */
export function readJson(body: Uint8Array): JsonBody {
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    return { problem: 'the body is not UTF-8 text' }
  }
  if (tooDeep(text, LIMITS.jsonDepth))
    return { problem: `the body is nested deeper than ${LIMITS.jsonDepth} levels` }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { problem: `the body is not JSON: ${(error as Error).message}` }
  }
}
