/** Title of an office page, from its loader's `title`. Office pages are hidden from search engines. */
export function officeMeta({ data }: { data?: unknown }) {
  const title = (data as { title?: string } | undefined)?.title
  return [{ title: title ? `${title} · Firme` : 'Firme' }, { name: 'robots', content: 'noindex' }]
}
