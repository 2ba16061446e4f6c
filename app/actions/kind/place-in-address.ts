import { z } from 'zod'

/** Where somebody says they live, in an address: slugs of divisions and three digits of the ZIP, never who. */
export interface PlaceInAddress {
  here: string[]
  area: string
}

/** A slug in an address. */
export const slugField = z.string().regex(/^[a-z0-9-]{1,120}$/)

/** The fields of a place, for kinds whose addresses hold more beside it; what makes no sense is as if it were not there. */
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

/** By which link they came. */
export const refField = z.string().regex(/^[a-z0-9][a-z0-9-]{0,15}$/)

const place = z.object(placeFields)

/** Reads a place from an address or a form. */
export function readPlace(get: (name: string) => string | null | undefined): PlaceInAddress {
  return place.parse({ here: get('in'), area: get('area') })
}

/** The same in an address. */
export function placeQuery({ here, area }: PlaceInAddress): string {
  return new URLSearchParams({
    ...(here.length > 0 ? { in: here.join(',') } : {}),
    ...(area ? { area } : {}),
  }).toString()
}
