import { languages } from '~/i18n/language'
import { paths } from '~/paths'
import type { PublicPage } from './public-pages.server'

/** Pages in one file. Each is one address per language; a file may hold 50,000 (sitemaps.org). */
export const pagesInFile = 2_000

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** The list of files. @see https://www.sitemaps.org/protocol.html#index */
export function sitemapIndex(publicUrl: string, pages: number): string {
  const files = Array.from({ length: Math.ceil(pages / pagesInFile) }, (_, at) => paths.sitemap(at + 1))
  const entries = files.map((file) => `<sitemap><loc>${publicUrl}${file}</loc></sitemap>`)
  return `${declaration}<sitemapindex ${schema}>${entries.join('')}</sitemapindex>`
}

/** One file: every page in each language, each naming the others. @see RFC 8288 for `alternate` */
export function sitemap(publicUrl: string, pages: readonly PublicPage[]): string {
  const entries = pages.flatMap((page) => {
    const others = languages
      .map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${publicUrl}${page(lang)}"/>`)
      .join('')
    return languages.map((lang) => `<url><loc>${publicUrl}${page(lang)}</loc>${others}</url>`)
  })
  return `${declaration}<urlset ${schema} xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries.join('')}</urlset>`
}
