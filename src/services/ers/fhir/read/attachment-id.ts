/** The ids of files: a UUID, or `att-` and more for those stored before June 2024 (ers-fhir 10.1). */
const ATTACHMENT_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|att-[\w-]{1,60})$/

/** True for what can be the id of a file. */
export const isAttachmentId = (text: string): boolean => ATTACHMENT_ID.test(text)
