import { z } from 'zod'
import type { Petition } from '~/actions/petitions/petition'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'
import { type CopiesPublished, closeCopies, dropCopies, openCopies, publishCopies } from './all-copies.server'
import {
  type CopyTarget,
  makeCopies,
  type PostChoice,
  previewCopies,
  readPostTargets,
  readTargets,
  type TemplateProblem,
} from './copies.server'

/** Titles that a preview shows. */
const mostShown = 5

/** How the first copies would read. */
export interface CopiesPreview {
  all: number
  titles: { en: string; es: string }[]
}

export type ActedOnCopies =
  /** `query`: of the page that says what was done. */
  | { outcome: 'done'; query: string }
  | { outcome: 'preview'; form: FormState; preview: CopiesPreview; chosen: string[] }
  | { outcome: 'published'; published: CopiesPublished }
  | { outcome: 'refused'; form: FormState; chosen: string[] }

/** Handles the forms of the copies page. Whatever is refused or previewed keeps what was typed and chosen. */
export async function actOnCopies(office: Office, template: Petition, form: FormData): Promise<ActedOnCopies> {
  const fields = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  switch (fields.intent) {
    case 'publish':
      return { outcome: 'published', published: await publishCopies(office, template, fields.after ?? '') }
    case 'drop':
      return { outcome: 'done', query: `?dropped=${await dropCopies(office, template)}` }
    case 'close':
      return { outcome: 'done', query: `?closed=${await closeCopies(office, template)}&at=${office.now.toISOString()}` }
    case 'open':
      return { outcome: 'done', query: `?opened=${await openCopies(office, template, momentIn(fields.at))}` }
  }
  const chosen = form.getAll('post').map(String)
  const refuse = (field: string, message: string, said?: string): ActedOnCopies => ({
    outcome: 'refused',
    form: { values: fields, errors: [{ field, message, ...(said ? { said } : {}) }] },
    chosen,
  })
  const isOfPosts = fields.from === 'posts'
  let targets: CopyTarget[]
  if (isOfPosts) {
    const posts = await readPostTargets(office.db, template.id, choiceOf(fields))
    targets = posts.filter((post) => chosen.includes(post.postId))
    if (targets.length === 0) return refuse('posts', 'postsMissing')
  } else {
    const read = readTargets(fields.targets ?? '')
    if (read.outcome === 'invalid')
      return refuse('targets', 'targetsWrong', office.t('office.copies.wrong', { line: read.line }))
    targets = read.targets
  }
  const field = isOfPosts ? 'posts' : 'targets'
  const refuseTemplate = (problem: TemplateProblem) =>
    problem.problem === 'unknown'
      ? refuse(field, 'unknownBlank', office.t('office.copies.unknownBlank', { blank: problem.blank }))
      : refuse(field, 'noBlanks')
  if (fields.intent === 'preview') {
    const previewed = await previewCopies(office, template, targets.slice(0, mostShown))
    if (previewed.problem) return refuseTemplate(previewed)
    return {
      outcome: 'preview',
      form: { values: fields, errors: [] },
      preview: { all: targets.length, titles: previewed.titles },
      chosen,
    }
  }
  const made = await makeCopies(office, template, targets)
  return made.problem ? refuseTemplate(made) : { outcome: 'done', query: `?made=${made.made}` }
}

/** When copies were closed together, as the form that opens them again says it. @throws 400 without it */
function momentIn(text = ''): Date {
  const at = z.iso.datetime().safeParse(text)
  if (!at.success) throw new Response(null, { status: 400 })
  return new Date(at.data)
}

/** Which posts are offered, from the page's address or a form. */
export function choiceOf({ state = '', role = '', body = '', words = '' }: Record<string, string>): PostChoice {
  return { state, role, body, words: words.slice(0, 100) }
}
