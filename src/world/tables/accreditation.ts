/** The product that was accredited; the key is a number. */
export interface Product {
  readonly key: string
  readonly name?: string
  readonly version?: string
}

/** Who asked for an entry of the directory and who approved it, and when (sds 2.4, 2.5). */
export interface Accreditation {
  /** Name of the role profile's entry, or `SYSTEM`. */
  readonly requestedBy: string
  /** `20240102090000` */
  readonly requested: string
  readonly approvedBy: string
  readonly approved: string
}
