import { z } from 'zod'

/**
 * Where somebody lives, for URLs: slugs of divisions and the first three digits of the ZIP. Never identifies anyone.
 */
export interface PlaceInAddress {
  here: string[]
  area: string
}

const slug = /^[a-z0-9-]{1,120}$/

/** A slug in a URL. */
export const slugField = z.string().regex(slug)

export const isSlug = (text: string) => slug.test(text)

/** Values in a URL, with commas between them. An invalid one is dropped. @param isOne cheap: a form may hold thousands */
export const listField = (isOne: (text: string) => boolean, most: number) =>
  z
    .string()
    .transform((text) => text.split(',').filter(isOne).slice(0, most))
    .catch([])

/** Place fields, for kinds whose URLs hold more. Invalid values count as missing. */
export const placeFields = {
  here: listField(isSlug, 3),
  area: z
    .string()
    .regex(/^\d{3}$/)
    .catch(''),
}

/** Share code of the link they came by. */
export const refField = z.string().regex(/^[a-z0-9][a-z0-9-]{0,15}$/)

const place = z.object(placeFields)

/** The fields of a form over what its page's URL holds: a form that asks for the place does not send the rest. */
export function overAddress(url: string, fields: Record<string, string>): Record<string, string> {
  const { searchParams } = new URL(url)
  const held = ['in', 'area', 'told', 'r'].flatMap((name) => {
    const value = searchParams.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(held), ...fields }
}

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
