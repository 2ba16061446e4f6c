import { z } from 'zod'
import { postRoles } from '~/officials/posts/target'

/**
 * How an action finds its targets: the same posts for everybody, or posts with these roles where the person lives.
 * `in-turn` offers one after the other, starting with a different one each day; `all` reaches all at once.
 */
export const targetingSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('posts'), order: z.enum(['in-turn', 'all']).default('in-turn') }),
  z.object({
    how: z.literal('lookup'),
    roles: z.array(z.enum(postRoles)).min(1),
    order: z.enum(['in-turn', 'all']).default('in-turn'),
  }),
])

export type Targeting = z.output<typeof targetingSchema>
