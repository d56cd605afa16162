import type { Interaction } from '../../hl7v3/interaction.js'

/** The interactions that the Spine takes, by their ids. */
export class Registry {
  readonly #interactions: ReadonlyMap<string, Interaction>

  constructor(interactions: readonly Interaction[]) {
    this.#interactions = new Map(interactions.map((one) => [one.interactionId, one]))
  }

  find(interactionId: string): Interaction | undefined {
    return this.#interactions.get(interactionId)
  }

  /** The ids and titles of some of them. */
  named(
    isMeant: (interaction: Interaction) => boolean,
  ): readonly { readonly operation: string; readonly title: string }[] {
    return [...this.#interactions.values()]
      .filter(isMeant)
      .map(({ interactionId, title }) => ({ operation: interactionId, title }))
  }
}
