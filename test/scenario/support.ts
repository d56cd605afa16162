import { type Carry, Line } from '../../src/robots/line.js'
import { loadScenario } from '../../src/scenario/language/load.js'
import { showProblem } from '../../src/scenario/language/problems.js'
import { Play, type PlayOptions } from '../../src/scenario/play/play.js'
import { addressOf, prepareWorld } from '../../src/scenario/play/prepare-world.js'
import type { PlayEvent, Report } from '../../src/scenario/play/report.js'
import type { Script } from '../../src/scenario/script.js'
import { STEPS } from '../../src/scenario/steps/index.js'

/** The header that every story needs. */
export const HEADER = 'title: A story\ndescription: For a test.\n'

type Files = Readonly<Record<string, string>>

const load = (text: string, files: Files = {}, variables: Readonly<Record<string, string>> = {}) =>
  loadScenario({ file: 'story.yaml', text, beside: (path) => files[path], steps: STEPS, variables })

/** What is wrong with a scenario, a line each. */
export function problemsOf(text: string, files?: Files, variables?: Record<string, string>) {
  const loaded = load(text, files, variables)
  return loaded.ok ? [] : loaded.problems.map(showProblem)
}

/** What is wrong with steps under a plain header; lines count from the first step. */
export const problemsOfSteps = (steps: string, files?: Files): string[] =>
  problemsOf(`${HEADER}steps:\n${steps}`, files).map((line) =>
    line.replace(/^story\.yaml:(\d+)/, (_, at: string) => String(Number(at) - 3)),
  )

/** A scenario that is right. */
export function scriptOf(text: string, files?: Files, variables?: Record<string, string>): Script {
  const loaded = load(text, files, variables)
  if (!loaded.ok) throw new Error(loaded.problems.map(showProblem).join('\n'))
  return loaded.script
}

export const stepsOf = (steps: string, files?: Files): Script =>
  scriptOf(`${HEADER}steps:\n${steps}`, files)

/** Where stories of a test play: a sandbox in this process. */
export class Theatre {
  readonly #carry: Carry
  readonly #address: string
  #worlds = 0

  constructor(address: string, carry: Carry) {
    this.#address = address
    this.#carry = carry
  }

  /** Name of the world of the newest play. */
  get world(): string {
    return `story-${this.#worlds}`
  }

  /** A play in a new world, not yet begun. */
  async play(script: Script, more: Partial<PlayOptions> = {}): Promise<Play> {
    this.#worlds++
    const { world } = this
    await prepareWorld(new Line(this.#address, this.#carry), world, script.beginning)
    return new Play(script, {
      address: addressOf(this.#address, world),
      world,
      carry: this.#carry,
      sleep: async () => {},
      pauses: false,
      ...more,
    })
  }

  /** Plays a story to its end. */
  async run(script: Script, more: Partial<PlayOptions> = {}): Promise<Report> {
    return (await this.play(script, more)).run()
  }
}

/** Sentences of the steps that were performed. */
export const sentencesOf = ({ performed }: Report): string[] =>
  performed.map(({ sentence }) => sentence)

/** Waits until a play has told something that fits. */
export function until(fits: (event: PlayEvent) => boolean) {
  let reached: () => void = () => {}
  const arrived = new Promise<void>((resolve) => {
    reached = resolve
  })
  return {
    arrived,
    onEvent: (event: PlayEvent) => {
      if (fits(event)) reached()
    },
  }
}
