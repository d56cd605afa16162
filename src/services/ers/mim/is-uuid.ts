const UUID = /^[0-9A-Z]{8}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{12}$/i

/** Whether a text is a UUID as the schema has it, with any letters, as the name of a slot must be (ers-hl7v3-mim 1.1, 6). */
export const isUuid = (text: string): boolean => UUID.test(text)
