import { CLINICAL } from '../../domain/business-function.js'
import { adviceToRead } from '../advice-access.js'
import { operation } from '../operation.js'
import { writeOverview } from '../represent/advice-overview.js'
import { pdfDownload } from '../represent/download.js'

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
    const overview = writeOverview(call.world, advice.value)
    return pdfDownload(call.world, advice.value.ubrn, 'Advice And Guidance', overview)
  },
})
