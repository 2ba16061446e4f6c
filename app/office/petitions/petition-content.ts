import { z } from 'zod'
import { inBraces } from '~/actions/kind/tokens'
import type { Petition } from '~/actions/petitions/petition'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { tick } from '~/ui/forms/fields.schema'
import { typedLine, typedLines } from '~/ui/forms/typed-text'
import { instantOf, localOf, usualZone, type Zone, zoneNames } from '~/ui/page/zones'
import { type LintReason, lintQuestion } from './form-lint'

/** Everything organizers write about a petition; one language may still be missing. */
export interface PetitionContent {
  title: Bilingual
  ask: Bilingual
  target: Bilingual
  story: Bilingual
  image: string | null
  imageAlt: Bilingual
  shareText: Bilingual
  outcome: Bilingual
  /** The question above the comment field; empty: the default. */
  commentPrompt: Bilingual
  /** Markdown on the thank-you page; empty: only the default text. The next three have defaults too. */
  thanksText: Bilingual
  confirmSubject: Bilingual
  confirmText: Bilingual
  thanksMail: Bilingual
  /** The picture in link previews; null: the generated one. */
  shareImage: string | null
  /** Fields left out of the form. */
  leavesOut: LeftOut[]
  goalSteps: number[]
  timeZone: Zone
  opensAt: string | null
  closesAt: string | null
}

/** Fields a form can do without. */
export const canBeLeftOut = ['comment', 'names', 'phone'] as const
export type LeftOut = (typeof canBeLeftOut)[number]

/** Bilingual fields in editing order, with the maximum number of characters. */
export const bilingualFields = {
  title: 120,
  ask: 300,
  target: 160,
  story: 20_000,
  imageAlt: 300,
  shareText: 200,
  outcome: 5_000,
  commentPrompt: 120,
  thanksText: 2_000,
  confirmSubject: 120,
  confirmText: 1_000,
  thanksMail: 2_000,
} as const

/** Multi-line fields. */
export const longFields: readonly BilingualField[] = ['story', 'outcome', 'thanksText', 'confirmText', 'thanksMail']

export type BilingualField = keyof typeof bilingualFields

/** Value of a `datetime-local` field, with or without seconds. */
const moment = z
  .string()
  .default('')
  .transform((text) => text.slice(0, 16))

const oneField = (name: BilingualField) =>
  (longFields.includes(name) ? typedLines : typedLine)(bilingualFields[name], 'tooLong')
const names = Object.keys(bilingualFields) as BilingualField[]

/**
 * The petition form: `title_en`, `title_es` and so on; times are local to the petition's zone. Messages are keys under
 * `site.errors`.
 */
export const petitionForm = z
  .object({
    ...(Object.fromEntries(
      names.flatMap((name) => [
        [`${name}_en`, oneField(name)],
        [`${name}_es`, oneField(name)],
      ]),
    ) as Record<`${BilingualField}_${'en' | 'es'}`, ReturnType<typeof typedLine>>),
    goalSteps: z
      .string()
      .default('')
      .transform((text) =>
        [
          ...new Set(
            text
              .split(/[^\d]+/)
              .filter(Boolean)
              .map(Number),
          ),
        ].sort((one, two) => one - two),
      )
      .pipe(
        z
          .array(z.number().int().min(1).max(100_000_000, 'goalsWrong'), { error: 'goalsWrong' })
          .min(1, 'goalsWrong')
          .max(30, 'goalsWrong'),
      ),
    ...(Object.fromEntries(canBeLeftOut.map((name) => [`leaveOut_${name}`, tick])) as Record<
      `leaveOut_${LeftOut}`,
      typeof tick
    >),
    timeZone: z.enum(zoneNames).catch(usualZone),
    opensAt: moment,
    closesAt: moment,
  })
  .superRefine((form, context) => {
    for (const field of ['commentPrompt_en', 'commentPrompt_es'] as const) {
      const reason = lintQuestion(form[field])
      if (reason) context.addIssue({ code: 'custom', path: [field], message: lintMessages[reason] })
    }
    const [opensAt, closesAt] = (['opensAt', 'closesAt'] as const).map((field) => {
      const at = form[field] && instantOf(form[field], form.timeZone)
      if (at === null) context.addIssue({ code: 'custom', path: [field], message: 'momentWrong' })
      return at
    })
    if (opensAt && closesAt && opensAt >= closesAt)
      context.addIssue({ code: 'custom', path: ['closesAt'], message: 'closesBeforeOpens' })
  })

const lintMessages: Record<LintReason, string> = { status: 'asksStatus', number: 'asksNumber', origin: 'asksOrigin' }

/** Form values as content. Pictures are uploaded separately and stay as they are. */
export function contentOf(
  form: z.output<typeof petitionForm>,
  { image, shareImage }: Pick<PetitionContent, 'image' | 'shareImage'>,
): PetitionContent {
  const instant = (local: string) => (local ? instantOf(local, form.timeZone)!.toISOString() : null)
  const both = (name: BilingualField): Bilingual => ({ en: form[`${name}_en`], es: form[`${name}_es`] })
  return {
    ...(Object.fromEntries(names.map((name) => [name, both(name)])) as Record<BilingualField, Bilingual>),
    image,
    shareImage,
    leavesOut: canBeLeftOut.filter((name) => form[`leaveOut_${name}`]),
    goalSteps: form.goalSteps,
    timeZone: form.timeZone,
    opensAt: instant(form.opensAt),
    closesAt: instant(form.closesAt),
  }
}

/** Content as form values. */
export function formValues(content: PetitionContent): Record<string, string> {
  return {
    ...Object.fromEntries(
      names.flatMap((name) => (['en', 'es'] as const).map((lang) => [`${name}_${lang}`, content[name][lang]])),
    ),
    ...Object.fromEntries(
      canBeLeftOut.map((name) => [`leaveOut_${name}`, content.leavesOut.includes(name) ? '1' : '']),
    ),
    goalSteps: content.goalSteps.join(' '),
    timeZone: content.timeZone,
    opensAt: content.opensAt === null ? '' : localOf(new Date(content.opensAt), content.timeZone),
    closesAt: content.closesAt === null ? '' : localOf(new Date(content.closesAt), content.timeZone),
  }
}

const none = { en: '', es: '' }

/** Stored content; fields that did not exist at the time are filled in as empty. */
export function wholeContent(kept: unknown): PetitionContent {
  return {
    thanksText: none,
    confirmSubject: none,
    confirmText: none,
    thanksMail: none,
    shareImage: null,
    leavesOut: [],
    timeZone: usualZone,
    ...(kept as Partial<PetitionContent>),
  } as PetitionContent
}

/** The content of a published petition. */
export function publishedContent(petition: Petition): PetitionContent {
  const { title, ask, target, story, image, shareText, goalSteps } = petition
  return {
    title,
    ask,
    target,
    story,
    image,
    shareText,
    goalSteps,
    imageAlt: petition.imageAlt ?? none,
    outcome: petition.outcome ?? none,
    commentPrompt: petition.commentPrompt ?? none,
    thanksText: petition.thanksText ?? none,
    confirmSubject: petition.confirmSubject ?? none,
    confirmText: petition.confirmText ?? none,
    thanksMail: petition.thanksMail ?? none,
    shareImage: petition.shareImage,
    leavesOut: canBeLeftOut.filter((name) => !petition.offers[name]),
    timeZone: zoneNames.find((zone) => zone === petition.timeZone) ?? usualZone,
    opensAt: petition.opensAt?.toISOString() ?? null,
    closesAt: petition.closesAt?.toISOString() ?? null,
  }
}

/** A text missing for publishing: its field and language. */
export interface MissingWords {
  field: BilingualField
  language: 'en' | 'es'
}

/** Texts missing for publishing: required ones, and those written in only one language. */
export function missingIn(content: PetitionContent): MissingWords[] {
  const always: BilingualField[] = ['title', 'ask', 'target', 'story']
  const wanted = names.filter(
    (name) =>
      always.includes(name) ||
      (name === 'imageAlt' && content.image !== null) ||
      (!always.includes(name) && name !== 'imageAlt' && (content[name].en || content[name].es)),
  )
  return wanted.flatMap((field) =>
    (['en', 'es'] as const)
      .filter((language) => content[field][language].trim() === '')
      .map((language) => ({ field, language })),
  )
}

/** Blanks such as {name} that are still to be filled, in which field and language. */
export function blanksIn(content: PetitionContent): { field: BilingualField; language: Language; blank: string }[] {
  return names.flatMap((field) =>
    languages.flatMap((language) =>
      inBraces(content[field][language])
        .map((inside) => inside.trim())
        .filter((inside) => /^\p{L}+$/u.test(inside))
        .map((blank) => ({ field, language, blank })),
    ),
  )
}
