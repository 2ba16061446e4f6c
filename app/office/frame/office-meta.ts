/** The title of a page of the office, from its loader's `title`; no page of the office is for search engines. */
export function officeMeta({ data }: { data?: unknown }) {
  const title = (data as { title?: string } | undefined)?.title
  return [{ title: title ? `${title} · Firme` : 'Firme' }, { name: 'robots', content: 'noindex' }]
}
