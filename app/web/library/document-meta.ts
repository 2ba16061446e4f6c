import type { MetaDescriptor } from '@remix-run/node'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { breadcrumbs, pageMeta } from '~/web/http/page-meta'
import type { readViewer } from './viewer-view.server'

interface Viewed {
  lang: Language
  publicUrl: string
  view: Awaited<ReturnType<typeof readViewer>>
}

/** Metadata of a page of a document: its place on the site (BreadcrumbList), and the first page as its image. */
export function documentMeta({ lang, publicUrl, view }: Viewed): MetaDescriptor[] {
  const t = translator(lang)
  const { slug, number, about } = view
  const title = number === 1 ? view.title : t('library.viewer.pageTitle', { title: view.title, page: number })
  const crumbs = [
    { name: t('site.brand'), path: paths.home(lang) },
    { name: t('library.list.title'), path: paths.documents(lang) },
    { name: view.title, path: paths.document(lang, slug) },
    ...(number > 1 ? [{ name: t('library.page', { page: number }), path: paths.document(lang, slug, number) }] : []),
  ]
  return pageMeta({
    lang,
    publicUrl,
    title: `${title} · Firme`,
    ...(about.description ? { description: about.description.slice(0, 300) } : {}),
    path: (language) => paths.document(language, slug, number),
    imageOf: (language) => paths.document(language, slug),
    jsonLd: {
      '@type': 'WebPage',
      name: title,
      breadcrumb: breadcrumbs(publicUrl, crumbs),
    },
  })
}
