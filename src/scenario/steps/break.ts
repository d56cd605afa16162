import { control } from '../../robots/control.js'
import { BEHAVIOUR_KINDS, behaviourOf } from '../../robots/pas/behaviours.js'
import { choice, code, mayRefer, optional, pattern, text, whole } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { step } from '../step.js'
import { service } from './common.js'

/** Trouble by name: of the hospital's PAS at a service. */
const PAS = {
  PAS_DOES_NOT_ANSWER: 'TIMES_OUT',
  PAS_FAILS: 'ERRORS',
  PAS_REFUSES: 'REFUSES',
} as const

const KINDS = [
  'LOSE_ANSWER',
  'DROP',
  'CUT_BODY',
  'DELAY',
  'SLOW_BODY',
  'DUPLICATE',
  'FAIL',
] as const

interface Criteria {
  readonly operation?: string | undefined
  readonly of?: string | undefined
  readonly nth?: number | undefined
  readonly times?: number | undefined
  readonly how?: (typeof KINDS)[number] | undefined
  readonly failure?: string | undefined
  readonly milliseconds?: number | undefined
  readonly party?: string | undefined
  readonly percent?: number | undefined
}

const takesTime = (how: Criteria['how']): boolean => how === 'DELAY' || how === 'SLOW_BODY'

/** A fault by criteria, as the control API takes it. */
const faultOf = ({ how, failure, milliseconds = 2000, of, percent, ...where }: Criteria) => ({
  operation: where.operation,
  service: of,
  party: where.party,
  nth: where.nth,
  times: where.times,
  ...(percent === undefined ? {} : { probability: percent / 100 }),
  effect: {
    kind: how,
    ...(how === 'FAIL' ? { failure } : {}),
    ...(takesTime(how) ? { milliseconds } : {}),
  },
})

export const breakSomething = step({
  name: 'break',
  does: 'Something goes wrong from now on: trouble by name, or by the operation it strikes and how.',
  example: 'break: { trouble: PAS does not answer, service: 11000 }',
  fields: {
    trouble: optional(
      choice('trouble by name', ['PAS_DOES_NOT_ANSWER', 'PAS_FAILS', 'PAS_REFUSES']),
    ),
    service: optional(service('the service whose PAS is in trouble')),
    operation: optional(text('the operation that is struck, such as A016', 200)),
    of: optional(pattern('the service of the sandbox that is struck', 'its id', /^[\w-]{1,60}$/)),
    how: optional(choice('what happens to the call', KINDS)),
    failure: optional(code('the documented failure, with fail', 'SYSTEM_UNAVAILABLE')),
    milliseconds: optional(whole('how late, with delay and slow body', 1, 600_000)),
    party: optional(text('party key: only messages that are delivered to it', 60)),
    percent: optional(whole('in how many of a hundred calls', 1, 100)),
    nth: optional(whole('only the nth call', 1, 1_000_000)),
    times: optional(whole('how often', 1, 1_000_000)),
    hospital: mayRefer('system', 'the simulated hospital that behaves otherwise'),
    does: optional(choice('what the simulated hospital does', BEHAVIOUR_KINDS)),
  },
  conflict(given) {
    const ways = ['trouble', 'how', 'does'].filter((one) => given.has(one))
    if (ways.length !== 1)
      return "needs either 'trouble' with 'service', 'how' with the operation, or 'does' with 'hospital'"
    if (given.has('trouble') && !given.has('service')) return "needs 'service' with 'trouble'"
    return given.has('does') && !given.has('hospital') ? "needs 'hospital' with 'does'" : undefined
  },
  saves: { kind: 'trouble', byDefault: 'trouble', members: { id: 'what `mend` takes back' } },
  sentence({ trouble, service, how, operation, does }) {
    if (does !== undefined) return `From now on the hospital ${behaviourOf(does)?.title}.`
    return trouble === undefined
      ? `From now on: ${wordsOf(how ?? '')}${operation ? ` on ${operation}` : ''}.`
      : `From now on the ${wordsOf(trouble).replace('pas', 'PAS')} at service ${service}.`
  },
  async play(given, stage) {
    const { trouble, service, does, hospital = '', times } = given
    if (trouble !== undefined) {
      const path = `/services/${service}/pas`
      await control(stage.line, 'PUT', path, { behaviour: PAS[trouble] })
      return { id: `pas/${service}` }
    }
    if (does !== undefined) {
      const order = { asid: stage.saved(hospital).asid, times, behaviour: { kind: does } }
      const path = '/robots/pas/orders'
      return { id: `order/${(await control<{ id: string }>(stage.line, 'POST', path, order)).id}` }
    }
    const { id } = await control<{ id: string }>(stage.line, 'POST', '/faults', faultOf(given))
    return { id: `fault/${id}` }
  },
})
