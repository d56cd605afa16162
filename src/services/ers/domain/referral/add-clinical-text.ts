import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { LARGEST_FILE } from '../files/file-types.js'
import { uploadFile } from '../files/upload-file.js'
import type { Result } from '../outcome.js'
import { addLetterBySystem } from '../outside/referrer.js'

/**
 * Keeps clinical information that a referrer's system sent as text with the referral, as a letter of
 * that system: it stands wherever letters do (ers-hl7v3-mim 7.12).
 */
export function addClinicalText(
  world: World,
  referral: Referral,
  { text, clinician }: { readonly text: string; readonly clinician: string },
): Result<Referral> {
  const earlier = referral.documents.filter(({ type }) => type === 'REFERRER').length
  const file = uploadFile(
    world,
    {
      mode: 'user',
      userId: clinician,
      organisation: referral.referringOrganisation,
      businessFunction: 'REFERRING_CLINICIAN',
    },
    {
      fileName: `clinical-information-${earlier + 1}.txt`,
      contentType: 'text/plain',
      content: new TextEncoder().encode(text),
      intendedFor: referral.ubrn,
    },
    LARGEST_FILE,
  )
  return file.ok ? addLetterBySystem(world, referral, [file.value.id]) : file
}
