import type { Instant } from '../clock.js'
import type { Store } from '../store.js'

/** Something that a world will do at a moment of its clock. It survives a restart with the data folder. */
export interface Job {
  readonly id: number
  readonly due: Instant
  readonly kind: string
  /** One job a kind and key: scheduling again replaces the earlier one. */
  readonly key: string
  readonly payload: unknown
}

/** An id is never used again: a job that is put while another ends must not be taken for it. */
export const jobSchema = `CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  payload TEXT NOT NULL, UNIQUE (kind, key)) STRICT;
CREATE INDEX job_due ON job (due, id);`

export function putJob(store: Store, job: Omit<Job, 'id'>): void {
  store.run(
    `INSERT INTO job (due, kind, key, payload) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET due = excluded.due, payload = excluded.payload`,
    job.due,
    job.kind,
    job.key,
    JSON.stringify(job.payload ?? null),
  )
}

/** The job that is due first, if any is due by `until`. */
export function firstJob(store: Store, until: Instant): Job | undefined {
  const row = store.one<Omit<Job, 'payload'> & { payload: string }>(
    'SELECT id, due, kind, key, payload FROM job WHERE due <= ? ORDER BY due, id LIMIT 1',
    until,
  )
  return row && { ...row, payload: JSON.parse(row.payload) }
}

/** When the first job is due that is none of some kinds; undefined without one. */
export const firstDueBeside = (store: Store, kinds: readonly string[]): Instant | undefined =>
  store.one<{ due: Instant }>(
    `SELECT due FROM job WHERE kind NOT IN (SELECT value FROM json_each(?))
     ORDER BY due, id LIMIT 1`,
    JSON.stringify(kinds),
  )?.due

/** Takes away a job that ran; one that was put again meanwhile, for another moment, stays. */
export function removeJob(store: Store, job: Job): void {
  store.run('DELETE FROM job WHERE id = ? AND due = ?', job.id, job.due)
}

export const cancelJob = (store: Store, kind: string, key: string): number =>
  store.run('DELETE FROM job WHERE kind = ? AND key = ?', kind, key)
