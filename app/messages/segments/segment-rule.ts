import { z } from 'zod'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'

/**
 * A question about people, as a tree. Who may receive anything is never part of it: `whyNoNews` decides that alone.
 * `{ all: [] }` is everybody, `{ any: [] }` nobody.
 */
export type SegmentRule = { all: SegmentRule[] } | { any: SegmentRule[] } | { not: SegmentRule } | Fact

/** What is known of a person. */
export type Fact =
  | { fact: 'campaign'; id: string }
  /** Where they live. County and place are Open Civic Data ids, the state has two letters. */
  | { fact: 'county'; id: string }
  | { fact: 'state'; state: string }
  | { fact: 'zip'; zips: string[]; marks?: string[] | undefined }
  /** A city, by the ZIPs that its mail goes to. */
  | { fact: 'place'; id: string; marks?: string[] | undefined }
  | { fact: 'language'; language: Language }
  /** They agreed to news by this way, and confirmed it. */
  | { fact: 'channel'; channel: Channel }
  | { fact: 'tag'; tag: string }
  | Did
  | FieldFact

/** What somebody did, at all or in the last days; in one petition, action, … or in any. */
export type Did =
  | { fact: 'did'; act: 'signed' | 'confirmed'; petition?: string | undefined; withinDays?: number | undefined }
  | {
      fact: 'did'
      act: 'called'
      action?: string | undefined
      outcome?: string | undefined
      withinDays?: number | undefined
    }
  | { fact: 'did'; act: 'wrote' | 'texted'; action?: string | undefined; withinDays?: number | undefined }
  /** Signed or asked for news by a keyword. */
  | { fact: 'did'; act: 'joined'; withinDays?: number | undefined }
  | { fact: 'did'; act: 'received'; broadcast?: string | undefined; withinDays?: number | undefined }
  /** Texted us something that a human reads. Kept as long as conversations: 30 days. */
  | { fact: 'did'; act: 'answered'; withinDays?: number | undefined }

export type Act = Did['act']

/** A field that a group defined for its people. */
export interface FieldFact {
  fact: 'customField'
  field: string
  is: 'known' | 'equal' | 'atLeast' | 'atMost'
  /** As stored: text, a number, YYYY-MM-DD, or the key of a choice; '' with `known`. */
  value: string
}

/** How deep groups may be nested: the rule itself is the first level. */
export const mostLevels = 5
/** Groups and facts of one rule together. */
const mostParts = 60
/** Days that a rule can look back. */
const mostDays = 3650
const mostZips = 200

const divisionId = z
  .string()
  .max(200)
  .regex(/^ocd-division\/country:us\/[a-z0-9/:.~_-]+$/)
const marks = z.array(z.string().regex(/^\d{1,15}$/)).optional()
const withinDays = z.number().int().min(1).max(mostDays).optional()
const id = z.uuid()
const did = z.literal('did')

const fact = z.union([
  z.strictObject({ fact: z.literal('campaign'), id }),
  z.strictObject({ fact: z.literal('county'), id: divisionId }),
  z.strictObject({ fact: z.literal('state'), state: z.string().regex(/^[A-Z]{2}$/) }),
  z.strictObject({
    fact: z.literal('zip'),
    zips: z
      .array(z.string().regex(/^\d{5}$/))
      .min(1)
      .max(mostZips),
    marks,
  }),
  z.strictObject({ fact: z.literal('place'), id: divisionId, marks }),
  z.strictObject({ fact: z.literal('language'), language: z.enum(['en', 'es']) }),
  z.strictObject({ fact: z.literal('channel'), channel: z.enum(['mail', 'sms']) }),
  z.strictObject({ fact: z.literal('tag'), tag: z.string().min(1).max(40) }),
  z.strictObject({ fact: did, act: z.enum(['signed', 'confirmed']), petition: id.optional(), withinDays }),
  z.strictObject({
    fact: did,
    act: z.literal('called'),
    action: id.optional(),
    outcome: z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .optional(),
    withinDays,
  }),
  z.strictObject({ fact: did, act: z.enum(['wrote', 'texted']), action: id.optional(), withinDays }),
  z.strictObject({ fact: did, act: z.enum(['joined', 'answered']), withinDays }),
  z.strictObject({ fact: did, act: z.literal('received'), broadcast: id.optional(), withinDays }),
  z.strictObject({
    fact: z.literal('customField'),
    field: id,
    is: z.enum(['known', 'equal', 'atLeast', 'atMost']),
    value: z.string().max(200),
  }),
])

const tree: z.ZodType<SegmentRule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(tree).max(mostParts) }),
    z.strictObject({ any: z.array(tree).max(mostParts) }),
    z.strictObject({ not: tree }),
    fact,
  ]),
)

/** A rule as it comes from a form or the database: in every part known, not too deep, not too long. */
export const segmentRule: z.ZodType<SegmentRule> = z
  .unknown()
  // Before the tree is read, so that nothing endless is.
  .refine((rule) => isWithinLimits(rule), 'too-large')
  .pipe(tree)

/** The groups inside a group; of a fact, none. */
function partsOf(rule: SegmentRule): SegmentRule[] {
  if ('all' in rule) return rule.all
  if ('any' in rule) return rule.any
  return 'not' in rule ? [rule.not] : []
}

/** Every fact in a rule, in its order. */
export function factsOf(rule: SegmentRule): Fact[] {
  return 'fact' in rule ? [rule] : partsOf(rule).flatMap(factsOf)
}

function isWithinLimits(rule: unknown): boolean {
  let parts = 0
  let level = [rule]
  for (let levels = 1; level.length > 0; levels += 1) {
    parts += level.length
    if (parts > mostParts || levels > mostLevels * 2) return false
    level = level.flatMap((part) => {
      if (typeof part !== 'object' || part === null) return []
      const { all, any, not } = part as { all?: unknown; any?: unknown; not?: unknown }
      return [
        ...(Array.isArray(all) ? all : []),
        ...(Array.isArray(any) ? any : []),
        ...(not === undefined ? [] : [not]),
      ]
    })
  }
  return true
}
