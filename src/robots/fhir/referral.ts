import { type Heard, jsonOf } from '../heard.js'

interface Extension {
  readonly url: string
  readonly valueCoding?: { readonly code: string }
  readonly valueReference?: { readonly reference: string }
  readonly extension?: readonly Extension[]
}

interface ReferralResource {
  readonly id: string
  readonly meta: { readonly versionId: string }
  readonly extension: readonly Extension[]
  readonly subject: { readonly identifier: { readonly value: string } }
  readonly contained?: readonly ContainedResource[]
}

interface ContainedResource {
  readonly resourceType: string
  readonly description?: string
  readonly content?: readonly {
    readonly attachment: { readonly url: string; readonly title: string }
  }[]
  readonly entry?: readonly { readonly item: { readonly identifier: { readonly value: string } } }[]
}

/** A file on a referral. */
export interface AttachedFile {
  readonly url: string
  readonly title: string
  readonly description: string
}

/** A referral as people look at it. */
export interface SeenReferral {
  readonly ubrn: string
  readonly version: string
  readonly state: string
  readonly patient: string
  readonly shortlist: readonly string[]
  readonly files: readonly AttachedFile[]
  /** Number of its appointment; undefined if nothing is or was arranged. */
  readonly appointment: string | undefined
}

const appointmentIn = (extensions: readonly Extension[]): string | undefined =>
  extensions
    .find(({ url }) => url.endsWith('Appointment-Reference-1'))
    ?.valueReference?.reference.replace('Appointment/', '')

const stateIn = (extensions: readonly Extension[]): string =>
  extensions
    .find(({ url }) => url.endsWith('ReferralState-1'))
    ?.extension?.find(({ url }) => url === 'state')?.valueCoding?.code ?? ''

const filesIn = (contained: readonly ContainedResource[]): AttachedFile[] =>
  contained.flatMap(({ content, description = '' }) =>
    (content ?? []).map(({ attachment: { url, title } }) => ({ url, title, description })),
  )

/** Reads a referral (A005 and every answer that is one). */
export function referralIn(heard: Heard): SeenReferral {
  const { id, meta, extension, subject, contained = [] } = jsonOf<ReferralResource>(heard)
  const list = contained.find(({ resourceType }) => resourceType === 'List')
  return {
    ubrn: id,
    version: meta.versionId,
    state: stateIn(extension),
    patient: subject.identifier.value,
    shortlist: (list?.entry ?? []).map(({ item }) => item.identifier.value),
    files: filesIn(contained),
    appointment: appointmentIn(extension),
  }
}
