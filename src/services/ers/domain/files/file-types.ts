interface FileType {
  readonly contentType: string
  readonly extensions: readonly string[]
  /** How files of the type begin, in Latin-1, where that is certain. */
  readonly begins?: readonly string[]
}

/** What can be uploaded, and under which names (ers-fhir 7.20). */
export const FILE_TYPES: readonly FileType[] = [
  { contentType: 'text/plain', extensions: ['txt'] },
  { contentType: 'application/pdf', extensions: ['pdf'], begins: ['%PDF-'] },
  { contentType: 'text/xml', extensions: ['xml'] },
  { contentType: 'text/rtf', extensions: ['rtf', 'rtx'] },
  { contentType: 'audio/basic', extensions: ['au'] },
  { contentType: 'audio/mpeg', extensions: ['mp3'] },
  { contentType: 'image/png', extensions: ['png'], begins: ['\x89PNG\r\n\x1a\n'] },
  { contentType: 'image/gif', extensions: ['gif'], begins: ['GIF87a', 'GIF89a'] },
  { contentType: 'image/jpeg', extensions: ['jpg', 'jpe', 'jpeg'], begins: ['\xff\xd8\xff'] },
  { contentType: 'image/tiff', extensions: ['tif', 'tiff'], begins: ['II*\0', 'MM\0*'] },
  { contentType: 'video/mpeg', extensions: ['mpg', 'mpeg', 'mpe'] },
  {
    contentType: 'application/msword',
    extensions: ['doc'],
    begins: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  },
  {
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    begins: ['PK\x03\x04'],
  },
  { contentType: 'application/dicom', extensions: ['dcm'] },
]

/** The type with a media type (in lower case, without parameters); undefined if none is supported. */
export const fileTypeOf = (contentType: string): FileType | undefined =>
  FILE_TYPES.find((type) => type.contentType === contentType)

/** Largest file that can be uploaded over STU3 (A020), and that A006 gives back: 5 MB (ers-fhir 7.6, 7.20). */
export const LARGEST_FILE = 5 * 1024 * 1024

/** Largest file that can be uploaded over R4 (A039): 100 MB. */
export const LARGEST_R4_FILE = 100 * 1024 * 1024
