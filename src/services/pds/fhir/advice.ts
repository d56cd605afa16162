import type { PdsCode } from '../domain/outcome.js'

/** What to do about a refusal, beside what it says itself. */
export const ADVICE: Readonly<Partial<Record<PdsCode, string>>> = {
  INVALID_UPDATE:
    'Nothing of the request was stored. A patch of an item needs the id of the item in the same request (the url of an extension), new items go to the end of their list, and a removal follows a test of what it removes.',
  FORBIDDEN_UPDATE: 'Nothing of the request was stored: this is not for this user to change.',
  RESOURCE_VERSION_MISMATCH:
    'The record has changed: retrieve it, make the change to what it holds now, and send its new ETag in If-Match.',
  VALIDATION_ERROR: 'Send a JSON object in UTF-8.',
  SINGLE_MATCH: 'Nothing was made: retrieve the record that is named, and update it.',
  MULTIPLE_MATCHES:
    'Nothing was made: search for the person, and let somebody decide which record is theirs.',
  SERVICE_UNAVAILABLE:
    'The write goes on: send the same request under the same X-Request-ID after the seconds in Retry-After.',
  UNABLE_TO_CALL_SERVICE: 'Nothing was changed: send the request again later.',
}
