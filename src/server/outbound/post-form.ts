const TIMEOUT_MILLISECONDS = 5000

/**
 * Posts a form to an address and answers the status. Only addresses that a client's record names are
 * ever posted to; the time is bounded, and redirects are not followed.
 */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  if (!/^https?:$/.test(new URL(url).protocol)) throw new Error('only http and https are called')
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  })
  await response.body?.cancel()
  return response.status
}
