import { isOpenNow } from '~/actions/kind/advocacy.server'
import { translator } from '~/i18n/translator'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { bestContact } from '~/officials/posts/target'
import { readFields } from '~/ui/forms/form-state'
import { wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import { addressOf } from './addressed'
import { finishedWords } from './check-letter.server'
import { type CountedLetters, countOwnLetters } from './count-own-letters.server'
import { type LetterPlace, letterSchema } from './letter.schema'
import type { LetterBody } from './letter-body'
import { letterPages } from './letter-pages.server'
import { letterPlaceQuery } from './letter-place'
import type { LetterStep } from './letter-view'
import { type LetterTargets, readLetterTargets } from './read-letter.server'
import type { WriteContext } from './write-context'

/** The step for printing a letter. @param kept the letter's fields, for the next submission */
export function paperStep(
  { targets }: LetterTargets,
  { meaning = '' }: LetterBody,
  place: LetterPlace,
  kept: Record<string, string>,
): LetterStep {
  const withAddress = targets.filter((target) => bestContact(target, ['address'])).length
  return { is: 'paper', withAddress, of: targets.length, meaning, fields: kept, placeQuery: letterPlaceQuery(place) }
}

/** Counts letters on paper: when their PDF is made, or when their writer says that they sent them; once for both. */
export async function countPrinted(
  context: WriteContext,
  { targets }: LetterTargets,
  fields: Record<string, string>,
): Promise<CountedLetters> {
  return countOwnLetters(context, { targets, outcome: 'printed' }, fields)
}

/** Counts a letter and returns its PDF; null when the form is not valid. */
export async function printLetter(
  context: WriteContext,
  fields: Record<string, string>,
): Promise<Buffer | 'busy' | null> {
  const { db, action, place, now } = context
  const desk = await readLetterTargets(db, action, place.here)
  const read = readFields(letterSchema, fields)
  if (read.outcome === 'invalid' || desk.targets.length === 0 || !isOpenNow(action, now)) return null
  if (!(await countiesOfZip(db, read.value.postal_code))) return null
  const counted = await countPrinted(context, desk, fields)
  if (counted.outcome === 'busy') return 'busy'
  const words = finishedWords(desk, read.value, context.language, now)
  const targets = words.isToAll ? desk.targets.slice(0, 1) : desk.targets
  const printedOn = wallClock(desk.targets[0]!.organization.timeZone ?? usualZone, now).day
  return letterPages(
    targets.map((target) => ({ words, target, address: addressOf(target, words.isToAll), printedOn })),
    words.meaning ? { title: translator(context.language)('letters.paper.keep'), text: words.meaning } : null,
  )
}
