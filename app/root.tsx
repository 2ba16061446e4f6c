import { isRouteErrorResponse, Links, Meta, Outlet, useLocation, useMatches, useRouteError } from '@remix-run/react'
import type { ReactNode } from 'react'
import { isLanguage, otherLanguage, type Language } from './i18n/language'
import { translator } from './i18n/translator'
import { paths } from './paths'
import { pageStyle } from './ui/page-style'
import { NoticePage } from './ui/notice-page'
import { PublicLayout } from './ui/public-layout'

/** What a route may say of its page to the frame around it. */
export interface PageHandle {
  /** Id of a form whose typed words the language switch carries over. */
  formId?: string
  /** Whether the page is better with the small script. */
  hasScript?: boolean
}

/** The document: one inlined style, no script of a framework. */
export default function Root() {
  return (
    <Document>
      <Outlet />
    </Document>
  )
}

/** What is shown when a route threw: a page that is not there, or a bug. */
export function ErrorBoundary() {
  const error = useRouteError()
  const { lang } = useFrame()
  const t = translator(lang)
  const known = ['400', '403', '404', '405', '410', '429', '503'] as const
  const status = known.find((one) => isRouteErrorResponse(error) && String(error.status) === one) ?? '500'
  const title = t(`site.problem.${status === '410' ? '404' : status}`)
  return (
    <Document title={title}>
      <NoticePage title={title} text={status === '429' ? t('site.problem.429text', { minutes: 5 }) : t(`site.problem.${status === '410' ? '404' : status}text`)} next={{ href: paths.home(lang), label: t('site.problem.home') }} />
    </Document>
  )
}

function Document({ title, children }: { title?: string; children: ReactNode }) {
  const { lang, otherUrl, colour, handle } = useFrame()
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {title ? <title>{title}</title> : <Meta />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Links />
        <style dangerouslySetInnerHTML={{ __html: pageStyle(colour) }} />
        {handle.hasScript && <script src="/firme.js" defer />}
      </head>
      <body>
        <PublicLayout lang={lang} t={translator(lang)} otherUrl={otherUrl} formId={handle.formId ?? null}>
          {children}
        </PublicLayout>
      </body>
    </html>
  )
}

/** Language, colour and form of the page inside the frame. */
function useFrame(): { lang: Language; otherUrl: string; colour: string | undefined; handle: PageHandle } {
  const { pathname, search } = useLocation()
  const leaf = useMatches().at(-1)
  const [, first, ...rest] = pathname.split('/')
  const lang = isLanguage(first) ? first : 'en'
  const otherUrl = isLanguage(first) ? `/${[otherLanguage(lang), ...rest].join('/')}${search}` : paths.home(otherLanguage(lang))
  const data = leaf?.data as { colour?: string } | null | undefined
  return { lang, otherUrl, colour: data?.colour, handle: (leaf?.handle as PageHandle | undefined) ?? {} }
}
