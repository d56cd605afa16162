import { findAttachment, linkAttachment } from '../../../../world/tables/attachment.js'
import type { AttachedDocument, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { actingFor, type Caller } from '../caller.js'
import { attachDocuments, type NewDocument } from '../files/attach-documents.js'
import { removeIfUnlinked } from '../files/unlinked-files.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { letterMoments } from '../referral/clinical-information.js'
import { permit, situationOf } from '../referral/situation.js'
import { reviewAgain } from '../review/review-again.js'

/** The letters that were there and are named again, with what is said of them now. */
const keptLetters = (referral: Referral, files: readonly NewDocument[]): AttachedDocument[] =>
  referral.documents
    .filter(({ type }) => type === 'REFERRER')
    .flatMap(({ description: _before, ...letter }) => {
      const file = files.find(({ attachmentId }) => attachmentId === letter.attachmentId)
      return file ? [{ ...letter, ...file }] : []
    })

const described = (documents: readonly NewDocument[]): string =>
  JSON.stringify(
    documents.map(({ attachmentId, description = '' }) => [attachmentId, description]).sort(),
  )

/** Refuses a file that is named twice. */
function checkOnce(world: World, files: readonly NewDocument[]): Result<undefined> {
  const seen = new Set<string>()
  for (const { attachmentId } of files) {
    if (seen.has(attachmentId)) {
      const name = findAttachment(world.store, attachmentId)?.fileName ?? attachmentId
      return refuse('DUPLICATE_FILENAME', `'title' (${name}) is named twice.`)
    }
    seen.add(attachmentId)
  }
  return ok(undefined)
}

/** Lets go of the letters that are not named any more. */
function unlink(world: World, letters: readonly AttachedDocument[]): void {
  for (const { attachmentId } of letters) {
    linkAttachment(world.store, attachmentId, null)
    removeIfUnlinked(world, attachmentId)
  }
}

/** The letters that a referral is to have: those kept, and the new ones attached, newest first. */
function replaceLetters(
  world: World,
  caller: Caller,
  referral: Referral,
  files: readonly NewDocument[],
): Result<AttachedDocument[]> {
  const before = referral.documents.filter(({ type }) => type === 'REFERRER')
  const others = referral.documents.filter(({ type }) => type !== 'REFERRER')
  const kept = keptLetters(referral, files)
  const isKept = (id: string) => kept.some(({ attachmentId }) => attachmentId === id)
  const added = files.filter(({ attachmentId }) => !isKept(attachmentId))
  const actor = actingFor(caller, referral.referringClinician)
  const attached = attachDocuments(world, actor, added, {
    ...referral,
    documents: [...kept, ...others],
    mustBeMeantForIt: true,
    ifDescribedOtherwise: 'CONFLICTING_VALUES',
  })
  if (!attached.ok) return attached
  unlink(
    world,
    before.filter(({ attachmentId }) => !isKept(attachmentId)),
  )
  return ok([...attached.value, ...kept, ...others])
}

/**
 * Replaces the letters of a referral with the files named, at least one (A012, ers-fhir 7.12): what
 * is left out is unlinked. Refuses what does not change anything (NO_CHANGES_DETECTED), letters that
 * a clinical system sent (INVALID_STATE), and files that cannot be attached.
 */
export function maintainLetter(
  world: World,
  caller: Caller,
  referral: Referral,
  files: readonly NewDocument[],
): Result<Referral> {
  const permitted = permit('MAINTAIN_LETTER', situationOf(world, referral), 'REFERRER')
  if (!permitted.ok) return permitted
  const once = checkOnce(world, files)
  if (!once.ok) return once
  const before = referral.documents.filter(({ type }) => type === 'REFERRER')
  if (described(before) === described(files))
    return refuse('NO_CHANGES_DETECTED', `Request '${referral.ubrn}' has these files already.`)
  if (before.some(({ bySystem }) => bySystem))
    return refuse(
      'INVALID_STATE',
      `The letter of request '${referral.ubrn}' came from the referrer's clinical system.`,
    )
  const documents = replaceLetters(world, caller, referral, files)
  if (!documents.ok) return documents
  return ok(
    changeReferral(world, referral, 'MAINTAIN_LETTER', {
      documents: documents.value,
      ...letterMoments(referral, world.clock.now()),
      ...reviewAgain(referral, 'LETTER'),
    }),
  )
}
