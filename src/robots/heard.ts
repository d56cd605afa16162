/** An answer as simulated parties read it. */
export interface Heard {
  /** HTTP status; 0 if the connection ended without an answer. */
  readonly status: number
  header(name: string): string | undefined
  readonly cookies: readonly string[]
  readonly bytes: Uint8Array
  readonly text: string
  /** Number of the exchange in the world's journal; absent for the control API. */
  readonly exchange: number | undefined
}

const exchangeOf = (response: Response): number | undefined => {
  const address = response.headers.get('x-sandbox-exchange')
  return address === null ? undefined : Number(/\d+$/.exec(address)?.[0])
}

/** Reads an answer whole. */
export async function heardOf(response: Response): Promise<Heard> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    cookies: response.headers.getSetCookie(),
    bytes,
    text: new TextDecoder().decode(bytes),
    exchange: exchangeOf(response),
  }
}

/** The body as JSON of an expected shape; throws where it is none. */
export const jsonOf = <Shape>({ text }: Heard): Shape => JSON.parse(text) as Shape
