import { pdfLines } from '../../src/robots/pdf.js'

/** The lines of text that a PDF shows, as far as `renderPdf` makes them. */
export const pdfText = (bytes: Uint8Array): string => pdfLines(bytes).join('\n')
