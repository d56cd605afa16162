/** Published request bodies of PDS, to whom they are sent, and what PDS says to each. */
export interface PdsRequest {
  /** File below `pds/examples/requests`. */
  readonly file: string
  readonly method: 'PATCH' | 'POST'
  readonly path: string
  readonly template: string
  /** A patient's own token instead of a healthcare worker's. */
  readonly patient?: string
  readonly status: number
  /** Why a published request is refused, or what it comes to. */
  readonly reason?: string
}

const MAIN = '9000000009'
const PLAIN = '9736363066'

const update = (name: string, number: string, status: number, reason?: string): PdsRequest => ({
  file: `patch/${name}.json`,
  method: 'PATCH',
  path: `/Patient/${number}`,
  template: '/Patient/{id}',
  status,
  ...(reason === undefined ? {} : { reason }),
})

const create = (name: string, status: number): PdsRequest => ({
  file: `create/${name}.json`,
  method: 'POST',
  path: '/Patient',
  template: '/Patient',
  status,
})

/** Not in the document; what comes back is a new Patient as there. */
const birth = (name: string): PdsRequest => ({
  ...create(name, 201),
  file: `birth/${name}.json`,
  path: '/Patient/$process-birth-details',
})

export const PDS_REQUESTS: readonly PdsRequest[] = [
  update('add-death', PLAIN, 200),
  update('add-emergency-contact', PLAIN, 200),
  update('add-name', MAIN, 200),
  update('add-nominated-pharmacy', PLAIN, 200),
  update('add-place-of-birth', PLAIN, 200),
  update('delete-extension', MAIN, 200),
  update('update-address', MAIN, 200),
  update('update-gender', PLAIN, 200),
  update('add-deceased-date-time', PLAIN, 400, 'a date of death comes with its notification'),
  update('add-extension', MAIN, 400, 'one nominated pharmacy, and it has no period'),
  update('update-address-alternative', MAIN, 400, 'the key of the address has 7 digits of 8'),
  update('delete-gender', PLAIN, 403, 'the gender is not removed'),
  update('delete-name', MAIN, 403, 'the usual name is not removed'),
  update('delete-name-alternative', MAIN, 403, 'the usual name is not removed'),
  update('update-extension', MAIN, 403, 'a formal death notification is not replaced'),
  create('allocate-nhs-number', 201),
  create('create-minimal', 201),
  create('create-maximal', 201),
  create('single-match-found', 200),
  create('multi-match-found', 200),
  birth('create-pds-record-at-birth'),
  birth('create-pds-record-at-birth-maximal'),
  {
    file: 'coverage/post-coverage.json',
    method: 'POST',
    path: '/Coverage',
    template: '/Coverage',
    patient: MAIN,
    status: 201,
  },
]
