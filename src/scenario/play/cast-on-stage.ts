import type { Line } from '../../robots/line.js'
import { Professional } from '../../robots/professional.js'
import type { Actor, PatientActor, ProfessionalActor } from '../actor.js'
import { NotAsExpected } from './stage.js'

const NHS_NUMBER = /^\d{10}$/

/** The people of a story, each with their login to the world. */
export class CastOnStage {
  readonly #actors: Readonly<Record<string, Actor>>
  readonly #line: Line
  readonly #professionals = new Map<string, Professional>()

  constructor(actors: Readonly<Record<string, Actor>>, line: Line) {
    this.#actors = actors
    this.#line = line
  }

  professional(name: string): Professional {
    let found = this.#professionals.get(name)
    if (!found) {
      found = new Professional(this.#line, this.#actor(name, 'professional') as ProfessionalActor)
      this.#professionals.set(name, found)
    }
    return found
  }

  patient(name: string): PatientActor {
    if (NHS_NUMBER.test(name))
      return { kind: 'patient', name: `patient ${name}`, nhsNumber: name, user: name }
    return this.#actor(name, 'patient') as PatientActor
  }

  /** What sentences call somebody. */
  who(name: string): string {
    const actor = Object.hasOwn(this.#actors, name) ? this.#actors[name] : undefined
    return actor?.name ?? (NHS_NUMBER.test(name) ? `patient ${name}` : name)
  }

  forgetLogins(): void {
    for (const professional of this.#professionals.values()) professional.use(undefined)
  }

  #actor(name: string, kind: Actor['kind']): Actor {
    const actor = Object.hasOwn(this.#actors, name) ? this.#actors[name] : undefined
    if (actor?.kind === kind) return actor
    throw new NotAsExpected(`a ${kind} of the cast`, `'${name}'`)
  }
}
