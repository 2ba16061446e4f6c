import type { Db } from '#db/client'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { inBraces } from '~/actions/kind/tokens'
import type { Language } from '~/i18n/language'
import { askFor, suggestedParagraphs } from './compose-letter'
import { pointsOf } from './letter-content'
import { compositionOf, readLetterTargets } from './read-letter.server'

/** What the letter that an action suggests says, in one language. */
export interface SuggestedLetter {
  /** What it asks for; '' when that depends on where the writer lives. */
  asks: string
  /** How it begins, every point, and how it ends, as far as that does not depend on where the writer lives. */
  says: string[]
}

const nothing: SuggestedLetter = { asks: '', says: [] }

/** Reads what the letter of an action suggests, for a page that cannot open the letter itself. */
export async function suggestedLetter(db: Db, slug: string, language: Language, now: Date): Promise<SuggestedLetter> {
  const action = slug ? await findAdvocacyCampaign(db, 'letter', slug) : null
  if (!action) return nothing
  const desk = await readLetterTargets(db, action, [])
  if (action.targeting.how === 'posts') {
    if (desk.targets.length === 0) return nothing
    const composition = compositionOf(desk, language, '', now)
    return { asks: askFor(composition), says: suggestedParagraphs(composition).map(withBlanks) }
  }
  const { points, closing } = desk.content
  return {
    asks: '',
    says: [...pointsOf({ points }).map((point) => point.text[language]), closing[language]].filter(isWhole),
  }
}

/** The writer's name, which this page does not know, as a blank. */
const withBlanks = (paragraph: string) => paragraph.replaceAll('{name}', '______')
const isWhole = (paragraph: string) => paragraph !== '' && inBraces(paragraph).length === 0
