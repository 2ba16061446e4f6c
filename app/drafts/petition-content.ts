import { z } from 'zod'
import type { Bilingual } from '~/i18n/language'
import { cleanLine, cleanLines } from '~/forms/text'
import type { Petition } from '~/petitions/petition'
import { lintQuestion, type LintReason } from './form-lint'

/** Everything of a petition that organizers write; half of it may still be missing. */
export interface PetitionContent {
  title: Bilingual
  ask: Bilingual
  target: Bilingual
  story: Bilingual
  image: string | null
  imageAlt: Bilingual
  shareText: Bilingual
  outcome: Bilingual
  /** What the comment field asks; empty: the usual question. */
  commentPrompt: Bilingual
  goalSteps: number[]
  opensAt: string | null
  closesAt: string | null
}

/** Fields in both languages, in the order they are written, with the most characters each may have. */
export const bilingualFields = { title: 120, ask: 300, target: 160, story: 20_000, imageAlt: 300, shareText: 200, outcome: 5_000, commentPrompt: 120 } as const

export type BilingualField = keyof typeof bilingualFields

const line = (most: number) => z.string().default('').transform(cleanLine).pipe(z.string().max(most, 'tooLong'))
const lines = (most: number) => z.string().default('').transform(cleanLines).pipe(z.string().max(most, 'tooLong'))
const moment = z
  .string()
  .default('')
  .transform((text) => (text === '' ? null : new Date(`${text.slice(0, 16)}:00Z`)))
  .refine((at) => at === null || !Number.isNaN(at.getTime()), 'momentWrong')
  .transform((at) => at?.toISOString() ?? null)

const oneField = (name: BilingualField) => (name === 'story' || name === 'outcome' ? lines(bilingualFields[name]) : line(bilingualFields[name]))
const names = Object.keys(bilingualFields) as BilingualField[]

/** The form of a petition: `title_en`, `title_es` and so on; times are typed in UTC. Messages are keys under `site.errors`. */
export const petitionForm = z
  .object({
    ...(Object.fromEntries(names.flatMap((name) => [[`${name}_en`, oneField(name)], [`${name}_es`, oneField(name)]])) as Record<`${BilingualField}_${'en' | 'es'}`, ReturnType<typeof line>>),
    goalSteps: z
      .string()
      .default('')
      .transform((text) => [...new Set(text.split(/[^\d]+/).filter(Boolean).map(Number))].sort((one, two) => one - two))
      .pipe(z.array(z.number().int().min(1).max(100_000_000, 'goalsWrong'), { error: 'goalsWrong' }).min(1, 'goalsWrong').max(30, 'goalsWrong')),
    opensAt: moment,
    closesAt: moment,
  })
  .superRefine((form, context) => {
    for (const field of ['commentPrompt_en', 'commentPrompt_es'] as const) {
      const reason = lintQuestion(form[field])
      if (reason) context.addIssue({ code: 'custom', path: [field], message: lintMessages[reason] })
    }
    if (form.opensAt && form.closesAt && form.opensAt >= form.closesAt) context.addIssue({ code: 'custom', path: ['closesAt'], message: 'closesBeforeOpens' })
  })

const lintMessages: Record<LintReason, string> = { status: 'asksStatus', number: 'asksNumber', origin: 'asksOrigin' }

/** What the form says, as content; the picture is put up by itself and stays. */
export function contentOf(form: z.output<typeof petitionForm>, image: string | null): PetitionContent {
  const both = (name: BilingualField): Bilingual => ({ en: form[`${name}_en`], es: form[`${name}_es`] })
  return {
    ...(Object.fromEntries(names.map((name) => [name, both(name)])) as Record<BilingualField, Bilingual>),
    image,
    goalSteps: form.goalSteps,
    opensAt: form.opensAt,
    closesAt: form.closesAt,
  }
}

/** Content as the form shows it. */
export function formValues(content: PetitionContent): Record<string, string> {
  return {
    ...Object.fromEntries(names.flatMap((name) => (['en', 'es'] as const).map((lang) => [`${name}_${lang}`, content[name][lang]]))),
    goalSteps: content.goalSteps.join(' '),
    opensAt: content.opensAt?.slice(0, 16) ?? '',
    closesAt: content.closesAt?.slice(0, 16) ?? '',
  }
}

/** What a published petition says. */
export function publishedContent(petition: Petition): PetitionContent {
  const none = { en: '', es: '' }
  const { title, ask, target, story, image, shareText, goalSteps } = petition
  return {
    title, ask, target, story, image, shareText, goalSteps,
    imageAlt: petition.imageAlt ?? none,
    outcome: petition.outcome ?? none,
    commentPrompt: petition.commentPrompt ?? none,
    opensAt: petition.opensAt?.toISOString() ?? null,
    closesAt: petition.closesAt?.toISOString() ?? null,
  }
}

/** Something without which a petition is not shown: a field and the language it is missing in. */
export interface Missing {
  field: BilingualField
  language: 'en' | 'es'
}

/** Both languages or neither: what is missing before everybody may read it. */
export function missingIn(content: PetitionContent): Missing[] {
  const always: BilingualField[] = ['title', 'ask', 'target', 'story', 'shareText']
  const wanted = names.filter((name) => always.includes(name) || (name === 'imageAlt' && content.image !== null) || (['outcome', 'commentPrompt'].includes(name) && (content[name].en || content[name].es)))
  return wanted.flatMap((field) => (['en', 'es'] as const).filter((language) => content[field][language].trim() === '').map((language) => ({ field, language })))
}

/** The fields in which two contents differ. */
export function differences(before: PetitionContent, after: PetitionContent): { field: string; before: string; after: string }[] {
  const [one, two] = [formValues(before), formValues(after)]
  const fields = Object.keys(two).filter((field) => one[field] !== two[field]).map((field) => ({ field, before: one[field] ?? '', after: two[field] ?? '' }))
  return before.image === after.image ? fields : [...fields, { field: 'image', before: before.image ?? '', after: after.image ?? '' }]
}
