import { control } from '../../robots/control.js'
import { ROBOT_AGENT } from '../../robots/line.js'
import { duration, optional, pattern, text, usually, whole } from '../language/fields.js'
import { NotAsExpected, type Stage } from '../play/stage.js'
import { step } from '../step.js'

interface Seen {
  readonly id: number
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly agent?: string
}

interface Wanted {
  readonly operation?: string | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly status?: number | undefined
}

const PAUSE = 200

const fits = ({ operation, method, path, status }: Wanted, seen: Seen): boolean =>
  (operation === undefined || seen.operation === operation) &&
  (method === undefined || seen.method === method.toUpperCase()) &&
  (path === undefined || seen.path.includes(path)) &&
  (status === undefined || seen.status === status) &&
  !seen.agent?.startsWith(ROBOT_AGENT)

const wantedOf = ({ operation, method, path, status }: Wanted): Wanted => ({
  operation,
  method,
  path,
  status,
})

const inWords = (wanted: Wanted): string =>
  Object.entries(wanted)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

const journal = (stage: Stage, after: number): Promise<readonly Seen[]> =>
  control(stage.line, 'GET', `/journal?after=${after}&limit=1000&direction=IN`)

/** The newest exchange that the world's journal has now. */
const newest = async (stage: Stage): Promise<number> =>
  (await control<readonly Seen[]>(stage.line, 'GET', '/journal?limit=1')).at(-1)?.id ?? 0

export const waitFor = step({
  name: 'wait for',
  does: 'Waits, in real time, until the software under test has made a call; calls of the story itself do not count.',
  example: 'wait for: { operation: A016, status: 201, within: 10 minutes }',
  fields: {
    operation: optional(text('the operation, such as A016', 200)),
    method: optional(
      pattern('the HTTP method', 'GET, POST, PUT, PATCH or DELETE', /^[A-Za-z]{3,6}$/),
    ),
    path: optional(text('a part of the path', 400)),
    status: optional(whole('the status of the answer', 100, 599)),
    within: usually(duration('how long at most'), '10 minutes'),
  },
  conflict: (given) =>
    ['operation', 'method', 'path', 'status'].some((name) => given.has(name))
      ? undefined
      : "needs what to wait for: 'operation', 'method', 'path' or 'status'",
  saves: {
    kind: 'value',
    byDefault: 'exchange',
    members: { id: 'its number in the journal', path: 'its path', status: 'its status' },
  },
  sentence: (given) => `The software under test is to make a call: ${inWords(wantedOf(given))}.`,
  async play(given, stage) {
    const wanted = wantedOf(given)
    const calls: Seen[] = []
    let after = await newest(stage)
    for (let waited = 0; waited <= given.within; waited += PAUSE) {
      const seen = await journal(stage, after)
      const found = seen.find((one) => fits(wanted, one))
      if (found) return { id: String(found.id), path: found.path, status: String(found.status) }
      after = seen.at(-1)?.id ?? after
      calls.push(...seen.filter(({ agent }) => !agent?.startsWith(ROBOT_AGENT)))
      if (!(await stage.sleep(PAUSE))) return undefined
    }
    const others = calls
      .slice(-5)
      .map(({ operation, method, path, status }) => `${operation || `${method} ${path}`} ${status}`)
    throw new NotAsExpected(`a call: ${inWords(wanted)}`, others.join(', ') || 'no call at all')
  },
})
