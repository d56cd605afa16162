import { z } from '@hono/zod-openapi'
import { parseInstant } from '../world/instant.js'

/** A moment with time and zone, such as `2026-06-01T09:00:00Z`; read as milliseconds. */
export const Moment = z
  .string()
  .refine((text) => parseInstant(text) !== undefined, 'write it as 2026-06-01T09:00:00Z')
  .openapi('Moment', { example: '2026-06-01T09:00:00Z' })

export const Problem = z
  .object({ status: z.number(), title: z.string(), detail: z.string() })
  .openapi('Problem')

/** One JSON answer of an operation, as OpenAPI describes it. */
export const jsonContent = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const problemContent = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

/** Reads a checked moment. */
export const momentOf = (text: string): number => parseInstant(text) as number
