import type { Crumb } from './crumbs'

/** Title of an office page, from its loader's `title` and the page above. Office pages are hidden from search engines. */
export function officeMeta({ data }: { data?: unknown }) {
  const { title, above } = (data ?? {}) as { title?: string; above?: Crumb[] }
  const names = [title, above?.at(-1)?.name, 'Firme'].filter(Boolean)
  return [{ title: names.join(' · ') }, { name: 'robots', content: 'noindex' }]
}
