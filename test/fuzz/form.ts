/** An answer as the checks look at it. */
export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Statuses that STU3 answers without a body (ers-fhir 4.1). */
const BARE = [405, 409, 412, 413, 423]

/** What is wrong with the form of an answer. */
export function badForm({ status, type, text }: Answered): string | undefined {
  if (BARE.includes(status)) return text ? 'has a body' : undefined
  if (!type.includes('json') || text === '') return undefined
  // An address that belongs to no service at all: the sandbox itself answers.
  if (type === 'application/problem+json' && status === 404) return undefined
  try {
    const { resourceType } = JSON.parse(text)
    if (status >= 400 && resourceType !== 'OperationOutcome') return 'is no OperationOutcome'
    return resourceType ? undefined : 'is no resource'
  } catch {
    return 'is no JSON'
  }
}

/** Reads an answer. */
export const answered = async (answer: Response): Promise<Answered> => ({
  status: answer.status,
  type: answer.headers.get('content-type') ?? '',
  text: await answer.text(),
})
