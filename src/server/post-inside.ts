import type { Hono } from 'hono'
import type { PostToSpine } from '../robots/pas/index.js'

/** A host that only the process itself uses. */
const INSIDE = 'http://sandbox.inside'

/**
 * Makes the way by which robots inside the process reach the Spine: the same application, the same
 * checks and the same journal as for a client outside, without a socket.
 */
export const postInside =
  (app: () => Hono): PostToSpine =>
  async ({ name }, path, headers, body) => {
    const answer = await app().request(`${INSIDE}/worlds/${encodeURIComponent(name)}${path}`, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(body.byteLength) },
      body: Buffer.from(body),
    })
    const type = answer.headers.get('content-type')
    return {
      status: answer.status,
      headers: type === null ? {} : { 'Content-Type': type },
      body: new Uint8Array(await answer.arrayBuffer()),
    }
  }
