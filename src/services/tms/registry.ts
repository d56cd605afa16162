import type { Interaction, Pattern } from '../../hl7v3/interaction.js'

/** The interactions that the Spine takes, by their ids. */
export class Registry {
  readonly #interactions: ReadonlyMap<string, Interaction>

  constructor(interactions: readonly Interaction[]) {
    this.#interactions = new Map(interactions.map((one) => [one.interactionId, one]))
  }

  find(interactionId: string): Interaction | undefined {
    return this.#interactions.get(interactionId)
  }

  /** Those that travel in one way. */
  travelling(pattern: Pattern): Interaction[] {
    return [...this.#interactions.values()].filter((one) => one.pattern === pattern)
  }
}
