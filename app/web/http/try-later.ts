import { data } from '@remix-run/node'
import type { FormState } from '~/ui/forms/form-state'

type Refused<More> = More & { form: FormState }

/**
 * 429: too many requests from this network. The form keeps what was typed and says when to come back.
 *
 * @param retryAfter seconds
 * @param more    what else the page shows after a post
 */
export function tooMany<More extends object = object>(
  fields: Record<string, string>,
  retryAfter: number,
  more = {} as More,
) {
  return refused('429', fields, retryAfter, more)
}

/** 503: nothing can be accepted at the moment. Otherwise like `tooMany`. */
export function busy<More extends object = object>(
  fields: Record<string, string>,
  retryAfter: number,
  more = {} as More,
) {
  return refused('503', fields, retryAfter, more)
}

/**
 * Status and headers of a response without a form: the status's page, or none.
 *
 * @param retryAfter seconds
 */
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
