import { TurnedAway } from '../turned-away.js'
import { Chance } from './chance.js'
import { clinicianTurn } from './clinician-turn.js'
import type { Crew, Made } from './crew.js'
import type { Turn } from './deed.js'
import { patientTurn } from './patient-turn.js'
import { referrerTurn } from './referrer-turn.js'

export const ROBOT_KINDS = ['REFERRER', 'CLINICIAN', 'PATIENT'] as const
export type RobotKind = (typeof ROBOT_KINDS)[number]

type Take = (crew: Crew, chance: Chance, made: readonly Made[]) => Promise<Turn>

const TURNS: Readonly<Record<RobotKind, Take>> = {
  REFERRER: referrerTurn,
  CLINICIAN: clinicianTurn,
  PATIENT: patientTurn,
}

export interface Taken extends Turn {
  readonly who: RobotKind
}

/**
 * One robot takes its turn, like a person at work: it may find nothing to do, and it may be refused.
 * Who acts and how comes from the world's seed and the number of the turn.
 */
export async function takeTurn(
  crew: Crew,
  {
    seed,
    turn,
    who,
    made,
  }: { seed: number; turn: number; who: readonly RobotKind[]; made: readonly Made[] },
): Promise<Taken> {
  const chance = new Chance(seed, turn)
  const kind = chance.pick(who) ?? 'REFERRER'
  try {
    return { who: kind, ...(await TURNS[kind](crew, chance, made)) }
  } catch (error) {
    const why = error instanceof TurnedAway ? 'was refused' : 'gave up'
    return { who: kind, did: `${why}: ${(error as Error).message}` }
  }
}
