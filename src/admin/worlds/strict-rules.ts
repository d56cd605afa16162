import { z } from '@hono/zod-openapi'
import { strictProblem } from '../../server/advice-rules.js'

/** Rules of findings that a world refuses, by patterns with stars; each must choose something. */
export const StrictRules = z
  .array(z.string().min(1).max(100))
  .max(50)
  .superRefine((patterns, context) => {
    const message = strictProblem(patterns)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
