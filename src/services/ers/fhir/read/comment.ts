import { text } from './values.js'

/** A comment on a rejection, cancellation or review: at most 2000 characters (ers-fhir 10.4). */
export const comment = text(2000)
