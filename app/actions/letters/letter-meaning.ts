import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type Composition, suggestedParts } from './compose-letter'

/**
 * What an English letter says, for a writer who reads another language: its subject and its paragraphs in order, as far
 * as they are still those that we suggested. A paragraph that the writer wrote or changed is said to be theirs.
 *
 * @param english what the letter was composed from
 * @param theirs  the same in the writer's language
 * @returns paragraphs with a blank line between them; '' when nothing in the letter is ours
 */
export function meaningOf(
  english: Omit<Composition, 'seed'>,
  theirs: Omit<Composition, 'seed'>,
  { subject, body }: { subject: string; body: string },
): string {
  const meanings = new Map(pairs(suggestedParts(english), suggestedParts(theirs)))
  const known = (text: string) => meanings.get(plain(text)) ?? null
  const paragraphs = body.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  const said = [known(subject), ...paragraphs.map((paragraph) => known(paragraph) ?? changed(theirs.language))]
  return paragraphs.some((paragraph) => known(paragraph)) ? said.filter(Boolean).join('\n\n') : ''
}

/** Each suggested paragraph with its translation. A part with more paragraphs in one language is taken as a whole. */
function pairs(english: string[], theirs: string[]): [said: string, meaning: string][] {
  return english.flatMap((part, index) => {
    const [ours, other] = [part.split(/\n\s*\n/), (theirs[index] ?? '').split(/\n\s*\n/)]
    return ours.length === other.length
      ? ours.map((paragraph, at): [string, string] => [plain(paragraph), other[at]!])
      : ours.map((paragraph, at): [string, string] => [plain(paragraph), at === 0 ? other.join('\n') : ''])
  })
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function changed(language: Language): string {
  return translator(language)('letters.own.changed')
}
