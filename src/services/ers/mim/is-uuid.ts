const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/i

/** Whether a text is a UUID, as the name of a slot must be (ers-hl7v3-mim 1.1). */
export const isUuid = (text: string): boolean => UUID.test(text)
