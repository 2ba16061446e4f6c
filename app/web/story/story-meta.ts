import type { MetaDescriptor } from '@remix-run/node'
import { type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { breadcrumbs, pageMeta } from '~/web/http/page-meta'

/** A feed that readers and calendars find by themselves. */
interface FeedLink {
  type: 'application/atom+xml' | 'application/feed+json' | 'text/calendar'
  path: string
  title: string
}

interface StoryMeta {
  lang: Language
  publicUrl: string
  campaign: { slug: string; name: string }
  /** The page's own title. */
  title: string
  description: string
  path: (lang: Language) => string
  /** Page whose share image it shows; its own by default. */
  imageOf?: (lang: Language) => string
  /** The list that it belongs to. */
  within?: { name: string; path: string }
  feeds?: FeedLink[]
  jsonLd?: Record<string, unknown>
}

/** Metadata of a page of a campaign's story: with feeds, and its place on the site (BreadcrumbList). */
export function storyMeta({ campaign, title, within, feeds = [], ...page }: StoryMeta): MetaDescriptor[] {
  const { lang, publicUrl } = page
  const crumbs = [
    { name: translator(lang)('site.brand'), path: paths.home(lang) },
    { name: campaign.name, path: paths.campaign(lang, campaign.slug) },
    ...(within ? [within] : []),
    { name: title, path: page.path(lang) },
  ]
  return [
    ...pageMeta({ ...page, title: `${title} · ${campaign.name}` }),
    ...feeds.map(({ type, path, title: name }) => ({
      tagName: 'link' as const,
      rel: 'alternate',
      type,
      href: `${publicUrl}${path}`,
      title: name,
    })),
    {
      'script:ld+json': {
        '@context': 'https://schema.org',
        inLanguage: localeOf[lang],
        ...breadcrumbs(publicUrl, crumbs),
      },
    },
  ]
}
