import type { Language } from '~/i18n/language'

/**
 * Everything that stored content says in a language, whatever its shape: an object with `en` and `es` is a text. What
 * was removed from a list or switched off says nothing.
 */
export function wordsIn(content: unknown, language: Language): string[] {
  if (Array.isArray(content)) return content.flatMap((item) => wordsIn(item, language))
  if (typeof content !== 'object' || content === null) return []
  const fields = content as Record<string, unknown>
  if (fields.isRemoved === true || fields.isOn === false) return []
  if (typeof fields.en === 'string' && typeof fields.es === 'string')
    return fields[language] ? [fields[language] as string] : []
  return Object.values(fields).flatMap((value) => wordsIn(value, language))
}

/** Markdown as its reader hears it, on one line: addresses of links and marks are gone. */
export function withoutMarks(markdown: string): string {
  return markdown
    .replace(/\]\([^()\s]{0,2000}\)/g, '] ')
    .replace(/[*_`#>|[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
