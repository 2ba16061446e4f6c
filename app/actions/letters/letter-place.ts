import { type LetterPlace, letterPlaceSchema } from './letter.schema'

/** Where somebody lives and by which link they came, from a page's address. */
export function readLetterPlace(url: string): LetterPlace {
  const { searchParams } = new URL(url)
  return letterPlaceSchema.parse({
    here: searchParams.get('in'),
    area: searchParams.get('area'),
    ref: searchParams.get('r'),
  })
}

/** The same in an address: where, never who. */
export function letterPlaceQuery({ here, area, ref }: LetterPlace): string {
  return new URLSearchParams({ in: here.join(','), area, ...(ref === null ? {} : { r: ref }) }).toString()
}
