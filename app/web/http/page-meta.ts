import type { MetaDescriptor } from '@remix-run/node'
import { type Language, languageNames, languages, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'

interface PageMeta {
  lang: Language
  title: string
  description?: string
  /** `PUBLIC_URL`. */
  publicUrl: string
  /** The page's path in a language. */
  path: (lang: Language) => string
  /** The path below which its share image is, in a language, 1200 × 630; its own by default. */
  imageOf?: (lang: Language) => string
  /** What the share image shows; without it, the page's poster. */
  imageAlt?: string | null
  /** schema.org description of the page's subject. */
  jsonLd?: Record<string, unknown>
  /** The pages above it, the outermost first; the home page and the page itself are added. */
  trail?: Crumb[]
}

/** A page on the way to another. */
interface Crumb {
  name: string
  path: string
}

/** Metadata of a public page for search engines and messengers: both languages, one URL each. */
export function pageMeta({
  lang,
  title,
  description,
  publicUrl,
  path,
  imageOf = path,
  imageAlt = null,
  jsonLd,
  trail,
}: PageMeta): MetaDescriptor[] {
  const url = `${publicUrl}${path(lang)}`
  const home = { name: 'Firme', path: paths.home(lang) }
  const own = { name: title.replace(/ · Firme$/, ''), path: path(lang) }
  const tag = (property: string, content: string) => ({ property, content })
  return [
    { title },
    { tagName: 'link', rel: 'canonical', href: url },
    ...languages.map((language) => ({
      tagName: 'link' as const,
      rel: 'alternate',
      hrefLang: language,
      title: languageNames[language],
      href: `${publicUrl}${path(language)}`,
    })),
    { tagName: 'link', rel: 'alternate', hrefLang: 'x-default', href: `${publicUrl}${path('en')}` },
    ...(description ? [{ name: 'description', content: description }, tag('og:description', description)] : []),
    tag('og:title', title),
    tag('og:type', 'website'),
    tag('og:url', url),
    tag('og:site_name', 'Firme'),
    tag('og:locale', localeOf[lang].replace('-', '_')),
    tag('og:image', `${publicUrl}${paths.shareImage(imageOf(lang))}`),
    tag('og:image:alt', imageAlt ?? translator(lang)('site.share.alt', { title: title.replace(/ · Firme$/, '') })),
    tag('og:image:width', '1200'),
    tag('og:image:height', '630'),
    { name: 'twitter:card', content: 'summary_large_image' },
    ...(jsonLd
      ? [{ 'script:ld+json': { '@context': 'https://schema.org', inLanguage: localeOf[lang], url, ...jsonLd } }]
      : []),
    ...(trail
      ? [{ 'script:ld+json': { '@context': 'https://schema.org', ...breadcrumbs(publicUrl, [home, ...trail, own]) } }]
      : []),
  ]
}

/** The pages that lead to one, itself last. @see https://schema.org/BreadcrumbList */
export function breadcrumbs(publicUrl: string, pages: readonly Crumb[]) {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: pages.map(({ name, path }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name,
      item: `${publicUrl}${path}`,
    })),
  }
}

/** Metadata of a private page: a title, not indexed by search engines. */
export function privateMeta(title: string): MetaDescriptor[] {
  return [{ title: `${title} · Firme` }, { name: 'robots', content: 'noindex' }]
}
