/** Kinds of key that the sandbox makes: EC on P-256, or RSA with 2048 bits. */
export const KEY_KINDS = ['ec', 'rsa'] as const
export type KeyKind = (typeof KEY_KINDS)[number]
