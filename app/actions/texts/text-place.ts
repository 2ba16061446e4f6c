import { z } from 'zod'
import { isSlug, listField, placeFields, placeQuery, refField } from '~/actions/kind/place-in-address'

const schema = z.object({
  ...placeFields,
  told: listField(isSlug, 60),
  ref: refField.catch(''),
})

/** What a text page's URL holds: the place, the posts they say they have texted, and the share code. */
export type TextPlace = z.output<typeof schema>

/** Reads it from a query string or form. Invalid values count as missing. */
export function readTextPlace(get: (name: string) => string | null | undefined): TextPlace {
  return schema.parse({ here: get('in'), area: get('area'), told: get('told'), ref: get('r') })
}

/** As a query string. Never identifies anyone. */
export function textPlaceQuery({ told, ref, ...place }: TextPlace): string {
  const query = new URLSearchParams(placeQuery(place))
  if (told.length > 0) query.set('told', told.join(','))
  if (ref) query.set('r', ref)
  return query.toString()
}
