import { askAdvice as ask } from '../../robots/acts/advice.js'
import { optional, refers, text, usually, yesNo } from '../language/fields.js'
import { step } from '../step.js'
import { CRITERIA, criteriaOf, fileName, fileOf, service } from './common.js'

export const askAdvice = step({
  name: 'ask advice',
  does: 'A referrer asks a service for advice and guidance, with a file if wanted (A044, A020).',
  example: 'ask advice: { of: 11014, question: Is an echocardiogram needed? }',
  fields: {
    by: refers('professional', 'who asks', 'gp'),
    patient: refers('patient', 'about whom', 'patient'),
    of: service('which service is asked'),
    ...CRITERIA,
    question: text('what is asked'),
    'may convert': usually(yesNo('whether the service may make a referral of it'), 'yes'),
    file: optional(fileName('the name of a file that goes with it')),
  },
  saves: {
    kind: 'advice',
    byDefault: 'advice',
    members: { ubrn: 'its UBRN', patient: "the patient's NHS number", priority: 'its priority' },
  },
  sentence: ({ by, of, question }, { who }) =>
    `${who(by)} asks service ${of} for advice: ${question}`,
  async play(given, stage) {
    const { nhsNumber } = stage.patient(given.patient)
    const ubrn = await ask(stage.professional(given.by), {
      patient: nhsNumber,
      service: given.of,
      ...criteriaOf(given),
      text: given.question,
      mayConvert: given['may convert'],
      file: given.file === undefined ? undefined : fileOf(given.file, given.question),
      now: await stage.now(),
    })
    stage.tell(`The request for advice has UBRN ${ubrn}.`)
    return { ubrn, patient: nhsNumber, priority: given.priority }
  },
})
