import { z } from 'zod'
import { isUuid } from '#db/uuid'
import { listField, placeFields, refField, slugField } from '~/actions/kind/place-in-address'
import type { CallPlace } from './call-view'

/** A step behind every office of an action: the thanks. */
export const lastStep = 500

const stateSchema = z.object({
  ...placeFields,
  start: slugField.nullable().catch(null),
  step: z.coerce.number().int().min(0).max(lastStep).catch(0),
  ref: refField.catch(''),
  wrong: listField(isUuid, 5),
})

/** Reads the state from a query string or form. Invalid values count as missing. */
export function readCallState(get: (name: string) => string | null | undefined): CallPlace {
  return stateSchema.parse({
    start: get('start'),
    step: get('step'),
    here: get('in'),
    area: get('area'),
    ref: get('r'),
    wrong: get('wrong'),
  })
}

/** The state as a query string: first post, step, place. Never identifies the caller. */
export function callStateQuery({ start, step, here, area, ref, wrong }: CallPlace): string {
  const query = new URLSearchParams()
  if (start) query.set('start', start)
  query.set('step', String(step))
  if (here.length > 0) query.set('in', here.join(','))
  if (area) query.set('area', area)
  if (ref) query.set('r', ref)
  if (wrong.length > 0) query.set('wrong', wrong.join(','))
  return query.toString()
}
