/** The releases of the message set that PDS speaks (pds 12.2), by the names that answers give. */
export const RELEASES = {
  '4.2': 'V3NPfIT4.2.00',
  '6.3': '3NPfIT6.3.01',
  '7.2': '3NPfIT7.2.02',
} as const

export type Release = keyof typeof RELEASES

/** Request and answer of one function in one release. */
export interface Version {
  readonly release: Release
  readonly request: string
  readonly answer: string
}

/** The interactions of a function, oldest release first. */
export const version = (release: Release, request: string, answer: string): Version => ({
  release,
  request,
  answer,
})
