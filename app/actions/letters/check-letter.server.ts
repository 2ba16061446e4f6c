import type { z } from 'zod'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { servesZip } from '~/officials/divisions/serves-zip.server'
import { type FieldError, type FormState, inOrder, readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { countOwnWords } from './compose-letter'
import type { LetterForm } from './letter.schema'
import type { LetterBody } from './letter-body'
import { meaningOf } from './letter-meaning'
import { compositionOf, type LetterTargets } from './read-letter.server'

/** A letter that passed its checks, and whether its ZIP is outside its officials’ area; or the form with errors. */
export type CheckedLetter<Form> =
  | { outcome: 'read'; value: Form; words: LetterBody; isOutside: boolean }
  | { outcome: 'invalid'; form: FormState }

/** Checks a letter: its fields, that the ZIP is known, and that it has enough of the writer's own words. */
export async function checkLetter<Form extends LetterForm>(
  { db, language, now }: { db: Db; language: Language; now: Date },
  desk: LetterTargets,
  { fields, schema }: { fields: Record<string, string>; schema: z.ZodType<Form> },
): Promise<CheckedLetter<Form>> {
  const read = readFields(schema, fields)
  const errors: FieldError[] = read.outcome === 'read' ? [] : read.form.errors
  const zip = read.outcome === 'read' ? await countiesOfZip(db, read.value.postal_code) : null
  if (read.outcome === 'read' && !zip) errors.push({ field: 'postal_code', message: 'writerZipUnknown' })
  const isBodyRead = !errors.some((error) => error.field === 'body')
  if (isBodyRead && hasTooFewOwnWords(desk, fields, now)) errors.push({ field: 'body', message: 'ownWordsFew' })
  if (read.outcome === 'invalid' || !zip || errors.length > 0)
    return { outcome: 'invalid', form: { values: fields, errors: inOrder(schema, errors) } }
  const divisions = desk.targets.map((target) => target.divisionId)
  return {
    outcome: 'read',
    value: read.value,
    words: finishedWords(desk, read.value, language, now),
    isOutside: !(await servesZip(db, divisions, zip)),
  }
}

function hasTooFewOwnWords(desk: LetterTargets, fields: Record<string, string>, now: Date): boolean {
  const wanted = desk.content.minimumOwnWords ?? 0
  if (wanted === 0) return false
  const spanish = (fields.spanish ?? '').split(/\s+/).filter(Boolean).length
  return countOwnWords(compositionOf(desk, 'en', '', now), cleanLines(fields.body ?? '')) + spanish < wanted
}

/** The letter with the writer's name filled in, and what it says for a writer who reads Spanish. */
export function finishedWords(desk: LetterTargets, form: LetterForm, language: Language, now: Date): LetterBody {
  const { content, targets } = desk
  const name = [form.given_name, form.family_name].filter(Boolean).join(' ')
  const named = (text: string) => text.replaceAll('{name}', name)
  const isToAll =
    targets.length > 1 && (content.several === 'all' || (content.several !== 'each' && form.several === 'all'))
  return {
    subject: named(form.subject),
    body: named(form.body),
    spanish: form.spanish,
    name,
    place: form.postal_code,
    replyTo: null,
    sender: null,
    isToAll,
    meaning:
      language === 'en'
        ? ''
        : named(meaningOf(compositionOf(desk, 'en', '', now), compositionOf(desk, language, '', now), form)),
  }
}
