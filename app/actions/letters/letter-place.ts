import { type LetterPlace, letterPlaceSchema } from './letter.schema'

/** Reads the place and share code from a page's URL. */
export function readLetterPlace(url: string): LetterPlace {
  const { searchParams } = new URL(url)
  return letterPlaceSchema.parse({
    here: searchParams.get('in'),
    area: searchParams.get('area'),
    ref: searchParams.get('r'),
  })
}

/** The place as a query string. Never identifies anyone. */
export function letterPlaceQuery({ here, area, ref }: LetterPlace): string {
  return new URLSearchParams({ in: here.join(','), area, ...(ref === null ? {} : { r: ref }) }).toString()
}
