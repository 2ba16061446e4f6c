import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { isLanguage, type Language, otherLanguage } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { drawnStyle } from '~/ui/page/drawn-style'
import { HeadLinks } from '~/ui/page/head-links'
import { pageStyle } from '~/ui/page/page-style'
import { houseColour } from '~/ui/page/papers'
import { ProblemPage } from '~/ui/page/problem-page'
import { problemWords } from '~/ui/page/problem-words'
import { PublicLayout } from '~/ui/page/public-layout'
import { contentSecurityPolicy } from './security-headers'

/**
 * A page of the site that says what went wrong, for answers given before or without the routes.
 *
 * @param target of the request, if it can be asked for again; null after a form was sent
 * @param retryAfter seconds until requests are accepted again, or null
 */
export function errorPage(
  status: number,
  lang: Language,
  target: string | null,
  retryAfter: number | null = null,
): { html: string; policy: string } {
  const t = translator(lang)
  const { title } = problemWords(t, status, retryAfter)
  const page = renderToStaticMarkup(
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${t('site.form.errorTitle')} ${title}`}</title>
        <meta name="robots" content="noindex" />
        <HeadLinks lang={lang} isPublic />
        <style />
      </head>
      <body>
        <PublicLayout lang={lang} t={t} otherUrl={inOtherLanguage(lang, target)}>
          <ProblemPage lang={lang} t={t} status={status} retryAfter={retryAfter} again={target} />
        </PublicLayout>
      </body>
    </html>,
  )
  const style = drawnStyle(pageStyle(houseColour, ''), page)
  return {
    html: `<!doctype html>${page.replace('<style></style>', () => `<style>${style}</style>`)}`,
    policy: contentSecurityPolicy(createHash('sha256').update(style).digest('base64')),
  }
}

function inOtherLanguage(lang: Language, target: string | null): string {
  const [, first, ...rest] = target?.split('/') ?? []
  return isLanguage(first) ? `/${[otherLanguage(lang), ...rest].join('/')}` : paths.home(otherLanguage(lang))
}
