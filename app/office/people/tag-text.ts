import { z } from 'zod'
import { plainLine } from '~/ui/forms/fields.schema'

/** A tag: lower case, at most forty characters. */
export const tagText = plainLine
  .transform((text) => text.toLowerCase())
  .pipe(z.string().min(1, 'tagMissing').max(40, 'tooLong'))

/** A tag to be put on: without what stands between several of them in a file. */
export const newTag = tagText.refine((text) => !/[,;|]/.test(text), 'tagSeparator')

/** Tags in one cell, between commas, semicolons or bars. @returns null when one of them is no tag */
export function readTags(cell: string): string[] | null {
  const tags = cell
    .slice(0, 1_000)
    .split(/[,;|]/)
    .filter((tag) => tag.trim() !== '')
    .map((tag) => tagText.safeParse(tag))
  return tags.every((tag) => tag.success) ? tags.map((tag) => tag.data) : null
}
