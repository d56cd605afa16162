import { FAMILIES, type Family, type FamilyName, type Release, type Version } from './families.js'

/** An interaction: a family as one release has it. */
export interface EbookingInteraction extends Family, Version {
  readonly release: Release
}

const ALL: readonly EbookingInteraction[] = Object.values(FAMILIES).flatMap((family: Family) =>
  (Object.entries(family.versions) as [Release, Version][]).map(([release, version]) => ({
    ...family,
    ...version,
    release,
  })),
)

const BY_ID: ReadonlyMap<string, EbookingInteraction> = new Map(
  ALL.map((interaction) => [interaction.interactionId, interaction]),
)

/** Every interaction of both releases. */
export const ebookingInteractions = (): readonly EbookingInteraction[] => ALL

/** The interaction of a family in a release. */
export const interactionOf = (family: FamilyName, release: Release): EbookingInteraction =>
  BY_ID.get(FAMILIES[family].versions[release].interactionId) as EbookingInteraction

/** The family and release of an interaction id; undefined for one of another domain or release. */
export const findInteraction = (interactionId: string): EbookingInteraction | undefined =>
  BY_ID.get(interactionId)

/** `V3NPfIT3.1.09`. */
export const versionCodeOf = (release: Release): string => `V3NPfIT${release}`

/** The newest release that a system with these interactions in its directory record speaks (13). */
export function releaseSpoken(interactionIds: readonly string[]): Release | undefined {
  const releases = interactionIds.flatMap((id) => {
    const found = findInteraction(id)
    return found && found.family !== 'acknowledgement' ? found.release : []
  })
  return releases.includes('3.1.09') ? '3.1.09' : releases[0]
}
