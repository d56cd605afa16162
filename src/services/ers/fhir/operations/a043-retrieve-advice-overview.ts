import { CLINICAL } from '../../domain/business-function.js'
import { adviceToRead } from '../advice-access.js'
import { operation, success } from '../operation.js'
import { writeOverview } from '../represent/advice-overview.js'

/** `yyyyMMddHHmmss` of an instant in ISO form. */
const stamp = (iso: string): string => iso.replace(/\D/g, '').slice(0, 14)

/** A043: a conversation as a PDF, also after its conversion (ers-fhir 7.43, 10.6). */
export const a043RetrieveAdviceOverview = operation({
  code: 'A043',
  title: 'Retrieve advice and guidance overview PDF',
  fhir: 'STU3',
  method: 'POST',
  path: '/CommunicationRequest/:ubrn/$ers.generateCRI',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  produces: 'application/pdf',
  handle(call) {
    const advice = adviceToRead(call)
    if (!advice.ok) return advice
    const name = `${advice.value.ubrn}_Advice_And_Guidance_${stamp(call.world.clock.iso())}.pdf`
    return success(writeOverview(call.world, advice.value), {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `attachment; filename=${name}`,
      },
    })
  },
})
