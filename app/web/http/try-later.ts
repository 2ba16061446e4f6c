import { data } from '@remix-run/node'
import type { FormState } from '~/ui/forms/form-state'

type Refused<More> = More & { form: FormState }

/**
 * 429: too much comes from this network. What was typed stays in the form, which says when to come back.
 *
 * @param retryAfter seconds
 * @param more       what else the page shows after a post
 */
export function tooMany<More extends object = object>(
  fields: Record<string, string>,
  retryAfter: number,
  more = {} as More,
) {
  return refused('429', fields, retryAfter, more)
}

/** 503: nothing can be taken in at the moment. Otherwise as `tooMany`. */
export function busy<More extends object = object>(
  fields: Record<string, string>,
  retryAfter: number,
  more = {} as More,
) {
  return refused('503', fields, retryAfter, more)
}

/** Status and headers of an answer that has no form: the page of the status, or none. @param retryAfter seconds */
export function later(status: 429 | 503, retryAfter: number) {
  return { status, headers: { 'retry-after': String(retryAfter) } }
}

function refused<More extends object>(
  problem: '429' | '503',
  fields: Record<string, string>,
  retryAfter: number,
  more: More,
) {
  const answer: Refused<More> = { ...more, form: { values: fields, errors: [], problem, retryAfter } }
  return data(answer, later(problem === '429' ? 429 : 503, retryAfter))
}
