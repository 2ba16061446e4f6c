import { isLanguage, type Language } from './language'

/**
 * The language in a route's path.
 *
 * @throws a 404 when the first segment is not a language
 */
export function routeLanguage(params: { lang?: string | undefined }): Language {
  if (!isLanguage(params.lang)) throw new Response(null, { status: 404 })
  return params.lang
}

/** The language a browser prefers (RFC 9110 §12.5.4); English when it lists neither of ours. */
export function preferredLanguage(acceptLanguage: string | null): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', quality] = wish
      .trim()
      .toLowerCase()
      .split(/;\s*q=/)
    return { language: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) }
  })
  const best = wishes
    .filter(({ language, quality }) => isLanguage(language) && quality > 0)
    .sort((one, two) => two.quality - one.quality)[0]
  return best?.language === 'es' ? 'es' : 'en'
}
