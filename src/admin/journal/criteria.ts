import { z } from '@hono/zod-openapi'
import type { Criteria } from '../../journal/criteria.js'
import { Moment, momentOf } from '../schemas.js'

const text = z.string().min(1).max(2000).optional()

/** Criteria as a body has them; those that are left out fit every exchange. */
export const CriteriaBody = z
  .strictObject({
    direction: z.enum(['IN', 'OUT']).optional(),
    service: text,
    operation: text.openapi({ description: 'Such as A011, or an interaction' }),
    method: text,
    path: text.openapi({ description: 'With its query; a star stands for any text' }),
    status: z.number().int().optional(),
    caller: text.openapi({ description: 'Client id, user id or NHS number' }),
    body: text.openapi({ description: "Text in the request's body" }),
    answer: text.openapi({ description: "Text in the answer's body" }),
    header: text.openapi({ description: 'A header of the request: Name, or Name: value' }),
    findings: z.boolean().optional().openapi({ description: 'With findings, or without' }),
    rule: text.openapi({ description: 'Rule of a finding' }),
    after: z.number().int().min(0).optional().openapi({ description: 'After this number' }),
    from: Moment.optional(),
    to: Moment.optional(),
  })
  .openapi('Criteria')

const number = z.coerce.number().int().optional()

/** The same as parameters of a query. */
export const CriteriaQuery = z.object({
  ...CriteriaBody.shape,
  status: number,
  after: number.openapi({ description: 'After this number' }),
  findings: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'With findings, or without' }),
})

type Said = Omit<z.infer<typeof CriteriaQuery>, 'findings'> & {
  readonly findings?: boolean | 'true' | 'false' | undefined
}

const instant = (moment: string | undefined): number | undefined =>
  moment === undefined ? undefined : momentOf(moment)

/** The criteria that were said. */
export const criteriaOf = ({ from, to, findings, ...said }: Said): Criteria => ({
  ...said,
  findings: findings === undefined ? undefined : String(findings) === 'true',
  from: instant(from),
  to: instant(to),
})
