import { adviceRequests } from '../../../../world/tables/advice-request.js'
import { appointments } from '../../../../world/tables/appointment.js'
import { attachmentContent, findAttachment } from '../../../../world/tables/attachment.js'
import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { AttachedDocument, Reason, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { PatientSummary } from '../../domain/patient.js'
import type { PdfSection } from '../../pdf.js'
import { overviewSections } from './advice-overview.js'
import {
  appointmentLines,
  britishMoment,
  labelled,
  linesOf,
  organisationName,
  patientLines,
  personName,
  placeOf,
  serviceName,
} from './document-lines.js'
import { ATTACHMENT_TYPE_NAMES, PRIORITY_NAMES, REQUIREMENT_NAMES, STATE_NAMES } from './names.js'
import { reasonName } from './reason.js'

const reasonLine = ({ store }: World, reason: Reason | undefined): string | undefined =>
  labelled('Reason', reason && reasonName(store, reason))

const momentLine = (label: string, at: number | undefined): string | undefined =>
  labelled(label, at === undefined ? undefined : britishMoment(at))

function requestLines(world: World, referral: Referral): string[] {
  const { store } = world
  const { specialty, clinicalTerm } = referral.criteria
  return linesOf(
    `UBRN: ${referral.ubrn}`,
    `Priority: ${PRIORITY_NAMES[referral.priority]}`,
    `State: ${STATE_NAMES[referral.state]}`,
    reasonLine(world, referral.stateReason),
    labelled('Comments', referral.stateComments),
    labelled(
      'Specialty',
      specialty && (findConcept(store, 'SPECIALTY', specialty)?.display ?? specialty),
    ),
    labelled('Clinical term', clinicalTerm),
    `Referred by: ${personName(store, referral.referringClinician)}`,
    `Referring organisation: ${organisationName(store, referral.referringOrganisation)}`,
    momentLine('Created', referral.created),
    momentLine('Pathway start', referral.pathwayStart),
    momentLine('Clinical information first submitted', referral.clinicalInfoFirstSubmitted),
    momentLine('Clinical information last updated', referral.clinicalInfoLastUpdated),
    ...referral.additionalRequirements.map(
      (requirement) => `Additional requirement: ${REQUIREMENT_NAMES[requirement]}`,
    ),
  )
}

/** What the provider has done, or is asked to do. */
function providerSection(world: World, referral: Referral): PdfSection[] {
  const { store } = world
  const appointment = appointments.find(store, String(referral.appointmentId))
  const service = healthcareServices.find(store, String(referral.currentService))
  if (!service) return []
  const lines = linesOf(
    `Service: ${serviceName(store, service.id)}`,
    `Provider: ${organisationName(store, service.providerOrganisation)}`,
    `Place: ${placeOf(store, service)}`,
    labelled('Status', appointment?.status),
    ...(appointment ? appointmentLines(store, appointment) : []),
    reasonLine(world, appointment?.reason),
    labelled('Comments', appointment?.comment),
    labelled('Instructions', service.instructions),
  )
  return [{ heading: 'Appointment', lines }]
}

function documentLine({ store }: World, document: AttachedDocument): string {
  const file = findAttachment(store, document.attachmentId)
  const said = document.description === undefined ? '' : ` - ${document.description}`
  return `${ATTACHMENT_TYPE_NAMES[document.type]}: ${file?.fileName ?? document.attachmentId}${said} (attached by ${personName(store, document.attachedBy)}; ${file?.status ?? 'removed'})`
}

/** More of a text is left out: a document is for reading. */
const LONGEST_TEXT = 50_000

/** What a referrer's clinical system sent as text: the only files whose content the document has. */
function textOfSystem({ store }: World, { documents }: Referral): PdfSection[] {
  return documents
    .filter(({ bySystem }) => bySystem)
    .flatMap(({ attachmentId }) => {
      const file = findAttachment(store, attachmentId)
      if (file?.contentType !== 'text/plain' || file.status !== 'AVAILABLE') return []
      const text = new TextDecoder().decode(attachmentContent(store, attachmentId))
      const shown =
        text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}\n(shortened)` : text
      const heading = `Clinical information of the referrer's system: ${file.fileName}`
      return [{ heading, lines: shown.split(/\r?\n/) }]
    })
}

/**
 * The clinical information of a referral (A007, ers-fhir 7.7): patient, request, provider activity, what
 * the referrer's system sent, names of the files, and the conversation that it was made of. The wording is ours.
 */
export function clinicalInformation(
  world: World,
  referral: Referral,
  patient: PatientSummary | undefined,
): PdfSection[] {
  const { store } = world
  const advice = referral.convertedFromAdvice && adviceRequests.find(store, referral.ubrn)
  const files = referral.documents.map((document) => documentLine(world, document))
  return [
    { heading: 'Patient', lines: patientLines(referral.nhsNumber, patient) },
    { heading: 'Request', lines: requestLines(world, referral) },
    ...providerSection(world, referral),
    { heading: 'Services', lines: referral.shortlist.map((id) => serviceName(store, id)) },
    ...textOfSystem(world, referral),
    { heading: 'Attached documents', lines: files.length > 0 ? files : ['None'] },
    ...(advice ? overviewSections(store, advice) : []).map(({ heading, lines }) => ({
      heading: `Advice and guidance: ${heading}`,
      lines,
    })),
  ]
}
