import { jsonOf } from './heard.js'
import type { Line } from './line.js'
import { done } from './turned-away.js'

/** Asks the control API of the line's world; answers the body of a success, throws TurnedAway otherwise. */
export async function control<Answer = void>(
  line: Line,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const heard = await line.send({
    method,
    path: `/_sandbox${path}`,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const { text } = done(heard)
  return (text === '' ? undefined : jsonOf(heard)) as Answer
}
