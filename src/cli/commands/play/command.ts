import { shippedNames } from '../../../scenario/shipped.js'
import type { Command } from '../../command.js'

const help = (): string => `ers-sandbox play NAME|FILE [options]

Plays a scenario: a shipped one by its name, or your own file. docs/scenarios.md is the guide.

  --step               stop before every step; Enter goes on
  --check              only check the file
  --var NAME=VALUE     set a variable of the scenario (any number of times)
  --against URL        play in a sandbox that runs already; otherwise one of its own is started
  --world NAME         world to play in (default; 'scenario' with --against)
  --port N             port of its own sandbox (any free one), for the console and your software
  --junit FILE         write a JUnit report
  --json               print the report as JSON

A scenario that says how the world begins (seed, start, clock) starts that world anew.
At a terminal \`pause\` waits for Enter; elsewhere it is passed over.
Exit codes: 0 the story ended well, 1 it failed, 2 the file is wrong.

Shipped: ${shippedNames().join(', ')}`

/** `ers-sandbox play`: plays a scenario, for a room or for a CI job. */
export const play: Command = {
  name: 'play',
  summary: 'play a scenario: play NAME, or play FILE',
  get help() {
    return help()
  },
  run: async (args) => (await import('./story.js')).playStory(args),
}
