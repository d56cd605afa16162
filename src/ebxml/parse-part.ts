import { type Parsed, parseXmlBytes } from '../hl7v3/xml/parse.js'
import type { MimePart } from './mime/part.js'

/** Reads a part as a document, in the character set that it is in. */
export const parsePart = ({ content, charset }: MimePart): Parsed => parseXmlBytes(content, charset)
