/** Trouble that its user can mend: the message says what, and what to do. Anything else thrown is a bug. */
export class MendableError extends Error {}
