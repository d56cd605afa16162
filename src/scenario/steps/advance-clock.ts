import { control } from '../../robots/control.js'
import { duration } from '../language/fields.js'
import { step } from '../step.js'

const inWords = (milliseconds: number): string => {
  const [minutes, hours] = [milliseconds / 60_000, milliseconds / 3_600_000]
  if (hours >= 24 && hours % 24 === 0) return `${hours / 24} days`
  return hours >= 1 && hours % 1 === 0 ? `${hours} hours` : `${minutes} minutes`
}

export const advanceClock = step({
  name: 'advance clock',
  does: "The world's clock moves forward; everything due on the way happens.",
  example: 'advance clock: 3 weeks',
  fields: { by: duration('how far') },
  short: 'by',
  sentence: ({ by }) => `${inWords(by)} pass.`,
  async play({ by }, stage) {
    await control(stage.line, 'POST', '/clock/advance', { milliseconds: by })
    stage.forgetLogins()
    stage.tell(`It is ${await stage.now()} now.`)
  },
})
