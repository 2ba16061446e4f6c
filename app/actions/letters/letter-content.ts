import { z } from 'zod'
import type { PowerTopic } from '#db/schema-officials'
import { eventFields, eventShape } from '~/actions/kind/event'
import { inBraces } from '~/actions/kind/tokens'
import { type Bilingual, languages } from '~/i18n/language'
import { type ContentField, linesOf, type MissingContent, storedNumber, storedWords } from '~/ui/forms/content'

const topics = [
  'detainers',
  'notice-of-release',
  'jail-access',
  '287g',
  'staff-and-money',
] as const satisfies readonly PowerTopic[]

/** Tokens that a letter's texts may contain; {ask} depends on what state law lets the post decide. */
const mergeFields = ['official', 'title', 'place', 'state', 'name', 'ask'] as const

/** How to write to several officials: a letter each, one to all, or the writer's choice. */
const severalWays = ['choose', 'each', 'all'] as const

/**
 * Stored content of a letter action. Subjects, openings and points: one per line; points as `short | whole sentence`.
 */
export const letterContent = z.object({
  topic: z.enum(topics).or(z.literal('')).default(''),
  ask: storedWords,
  askPartly: storedWords,
  askMayNot: storedWords,
  subjects: storedWords,
  openings: storedWords,
  points: storedWords,
  closing: storedWords,
  thanks: storedWords,
  several: z.enum(severalWays).or(z.literal('')).default('choose'),
  minimumOwnWords: storedNumber,
  ...eventShape,
})

export type LetterContent = z.output<typeof letterContent>

/** The fields of a letter action. */
export const letterFields: readonly ContentField[] = [
  {
    name: 'topic',
    shape: 'choice',
    label: 'letters.fields.topic.label',
    hint: 'letters.fields.topic.hint',
    options: topics.map((value) => ({ value, label: `outreach.topics.${value}` as const })),
  },
  {
    name: 'ask',
    shape: 'words',
    lines: 'one',
    most: 400,
    isRequired: true,
    label: 'letters.fields.ask.label',
    hint: 'letters.fields.ask.hint',
  },
  {
    name: 'askPartly',
    shape: 'words',
    lines: 'one',
    most: 400,
    label: 'letters.fields.askPartly.label',
    hint: 'letters.fields.askPartly.hint',
  },
  {
    name: 'askMayNot',
    shape: 'words',
    lines: 'one',
    most: 400,
    label: 'letters.fields.askMayNot.label',
    hint: 'letters.fields.askMayNot.hint',
  },
  {
    name: 'subjects',
    shape: 'words',
    lines: 'paired',
    most: 2_000,
    isRequired: true,
    label: 'letters.fields.subjects.label',
    hint: 'letters.fields.subjects.hint',
  },
  {
    name: 'openings',
    shape: 'words',
    lines: 'paired',
    most: 4_000,
    isRequired: true,
    label: 'letters.fields.openings.label',
    hint: 'letters.fields.openings.hint',
  },
  {
    name: 'points',
    shape: 'words',
    lines: 'paired',
    most: 6_000,
    isRequired: true,
    label: 'letters.fields.points.label',
    hint: 'letters.fields.points.hint',
  },
  {
    name: 'closing',
    shape: 'words',
    lines: 'many',
    most: 1_000,
    isRequired: true,
    label: 'letters.fields.closing.label',
    hint: 'letters.fields.closing.hint',
  },
  {
    name: 'thanks',
    shape: 'words',
    lines: 'many',
    most: 1_000,
    label: 'letters.fields.thanks.label',
    hint: 'letters.fields.thanks.hint',
  },
  {
    name: 'several',
    shape: 'choice',
    label: 'letters.fields.several.label',
    hint: 'letters.fields.several.hint',
    options: severalWays.map((value) => ({ value, label: `letters.fields.several.${value}` as const })),
  },
  {
    name: 'minimumOwnWords',
    shape: 'number',
    least: 0,
    most: 100,
    label: 'letters.fields.minimumOwnWords.label',
    hint: 'letters.fields.minimumOwnWords.hint',
  },
  ...eventFields,
]

/** Beyond the fields: requires an ask for posts without the power, and rejects unknown tokens. */
export function missingInLetter(content: LetterContent): MissingContent[] {
  const noAsk: MissingContent[] =
    content.topic === ''
      ? []
      : languages
          .filter((language) => !content.askMayNot[language])
          .map((language) => ({ field: 'askMayNot', language, why: 'missing' }))
  const texts = ['subjects', 'openings', 'points', 'closing'] as const
  return [
    ...noAsk,
    ...texts.flatMap((field) =>
      languages
        .filter((language) => hasUnknownField(content[field][language]))
        .map((language): MissingContent => ({ field, language, why: 'tokens' })),
    ),
  ]
}

/** A suggested point: a label for the page, and its text in the letter. */
export interface LetterPoint {
  id: string
  label: Bilingual
  text: Bilingual
}

/** The points in the order written. A line without `|` is its own label. */
export function pointsOf(content: Pick<LetterContent, 'points'>): LetterPoint[] {
  const meanings = linesOf(content.points.es)
  return linesOf(content.points.en).map((line, index) => {
    const [en, es] = [halves(line), halves(meanings[index] ?? line)]
    return { id: `p${index + 1}`, label: { en: en.label, es: es.label }, text: { en: en.text, es: es.text } }
  })
}

/** Lines paired with their translations. */
export function variantsOf(words: Bilingual): Bilingual[] {
  const spanish = linesOf(words.es)
  return linesOf(words.en).map((en, index) => ({ en, es: spanish[index] ?? en }))
}

function halves(line: string): { label: string; text: string } {
  const at = line.indexOf('|')
  return at < 0 ? { label: line, text: line } : { label: line.slice(0, at).trim(), text: line.slice(at + 1).trim() }
}

function hasUnknownField(text: string): boolean {
  return inBraces(text).some((name) => !mergeFields.includes(name as (typeof mergeFields)[number]))
}
