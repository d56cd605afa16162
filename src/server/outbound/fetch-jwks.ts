import { LIMITS } from '../../world/limits.js'

const TIMEOUT_MILLISECONDS = 5000

/**
 * Fetches a key set document. Only addresses that an application's record names are ever asked for;
 * the time and the size of the answer are bounded, and redirects are not followed.
 */
export async function fetchJwks(url: string): Promise<unknown> {
  if (!/^https?:$/.test(new URL(url).protocol)) throw new Error('only http and https are fetched')
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    headers: { Accept: 'application/json' },
  })
  if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > LIMITS.form) throw new Error('the key set is too large')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
