import { z } from 'zod'

/**
 * Where somebody lives, for URLs: slugs of divisions and the first three digits of the ZIP. Never identifies anyone.
 */
export interface PlaceInAddress {
  here: string[]
  area: string
}

/** A slug in a URL. */
export const slugField = z.string().regex(/^[a-z0-9-]{1,120}$/)

/** Place fields, for kinds whose URLs hold more. Invalid values count as missing. */
export const placeFields = {
  here: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(slugField).max(3))
    .catch([]),
  area: z
    .string()
    .regex(/^\d{3}$/)
    .catch(''),
}

/** Share code of the link they came by. */
export const refField = z.string().regex(/^[a-z0-9][a-z0-9-]{0,15}$/)

const place = z.object(placeFields)

/** Reads a place from a query string or form. */
export function readPlace(get: (name: string) => string | null | undefined): PlaceInAddress {
  return place.parse({ here: get('in'), area: get('area') })
}

/** The place as a query string. */
export function placeQuery({ here, area }: PlaceInAddress): string {
  return new URLSearchParams({
    ...(here.length > 0 ? { in: here.join(',') } : {}),
    ...(area ? { area } : {}),
  }).toString()
}
