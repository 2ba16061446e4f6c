import type { LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, Links, Meta, Outlet, useLocation, useMatches, useRouteError } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type NetworkContact, networkContact } from '~/campaigns/network-contact.server'
import type { Crumb } from '~/office/frame/crumbs'
import { emptyMenu, type OfficeFrame, OfficeLayout } from '~/office/frame/office-layout'
import { officeStyle } from '~/office/frame/office-style'
import { refusalWords } from '~/office/frame/refusal-words'
import { refusedText } from '~/office/frame/refused-text'
import { hasDemoPosts } from '~/officials/posts/demo-posts.server'
import { OwnUrl } from '~/ui/forms/form'
import { HeadLinks } from '~/ui/page/head-links'
import { NoticePage } from '~/ui/page/notice-page'
import { pageStyle } from '~/ui/page/page-style'
import { ProblemPage } from '~/ui/page/problem-page'
import { problemWords } from '~/ui/page/problem-words'
import { type Organization, PublicLayout } from '~/ui/page/public-layout'
import { ReadersZone } from '~/ui/page/readers-zone'
import { scriptName } from '~/ui/page/script-name'
import { usualZone } from '~/ui/page/zones'
import { isLanguage, type Language, otherLanguage } from './i18n/language'
import { translator } from './i18n/translator'
import { paths } from './paths'

/** What a route can tell the frame about its page. */
export interface PageHandle {
  /** Id of a form whose input the language switch carries over. */
  formId?: string
  /** Whether the page uses the small shared script. */
  hasScript?: boolean
  /** The page's own script. */
  script?: string
  /** A page of the public site inside the office: the preview. */
  isPublic?: boolean
}

/** What the frame of public pages says of the whole site. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const isOffice = new URL(request.url).pathname.startsWith('/office')
  return {
    isDemo: !isOffice && (await hasDemoPosts(context.db, context.now())),
    organization: isOffice ? null : organizationOf(context.env.organization, await networkContact(context.db)),
  }
}

/** The sender of mails is how to reach who runs the site, until the network says otherwise. */
function organizationOf(sender: { name: string; mail: string | null }, network: NetworkContact): Organization {
  const isReachable = network.mail !== null || network.phone !== null
  return { ...network, name: sender.name, mail: isReachable ? network.mail : sender.mail }
}

/** The document: one inlined style, no framework script. */
export default function Root() {
  return (
    <Document>
      <Outlet />
    </Document>
  )
}

/** Shown when a route threw: a missing page, or a bug. */
export function ErrorBoundary() {
  const error = useRouteError()
  const { lang, office, path, search } = useFrame()
  const t = translator(lang)
  const status = isRouteErrorResponse(error) ? error.status : 500
  const reason: unknown = isRouteErrorResponse(error) ? error.data : null
  const words = !office
    ? problemWords(t, status, secondsIn(error))
    : status === 403 && !isOfServer(reason)
      ? { title: t('office.problem.403'), text: refusedText(t, reason) }
      : refusalWords(t, status, isOfServer(reason) ? reason.why : null, secondsIn(error))
  return (
    <Document title={words.title}>
      {office ? (
        <NoticePage {...words} next={{ href: paths.office.home(), label: t('office.problem.home') }} />
      ) : (
        <ProblemPage lang={lang} t={t} status={status} retryAfter={secondsIn(error)} again={`${path}${search}`} />
      )}
    </Document>
  )
}

/** Whether the office's server refused something, and perhaps says why, before any route saw it. */
function isOfServer(reason: unknown): reason is { why: unknown } {
  return typeof reason === 'object' && reason !== null && 'why' in reason
}

/** Seconds until requests are accepted again, if the error says so. */
function secondsIn(error: unknown): number | null {
  const data: unknown = isRouteErrorResponse(error) ? error.data : null
  return typeof data === 'object' && data !== null && 'retryAfter' in data && typeof data.retryAfter === 'number'
    ? data.retryAfter
    : null
}

function Document({ title, children }: { title?: string; children: ReactNode }) {
  const { lang, office, page, handle, path, search, otherUrl, colour, isDemo, organization } = useFrame()
  const t = translator(lang)
  const scripts = [office ? '/office.js' : handle.hasScript ? '/firme.js' : null, handle.script ?? null].filter(
    (script) => script !== null,
  )
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {title ? <title>{title}</title> : <Meta />}
        <HeadLinks lang={lang} isPublic={!office} />
        <Links />
        <style dangerouslySetInnerHTML={{ __html: office ? officeStyle : pageStyle(colour, path) }} />
        {scripts.map((script) => (
          <script key={script} src={scriptName(script)} defer />
        ))}
      </head>
      <body>
        {office ? (
          <ReadersZone.Provider value={office.zone ?? usualZone}>
            <OfficeLayout
              frame={office}
              t={t}
              path={path}
              search={search}
              page={{ title: title ?? page.title, above: title ? [] : page.above }}
            >
              <OwnUrl.Provider value={path + search}>{children}</OwnUrl.Provider>
            </OfficeLayout>
          </ReadersZone.Provider>
        ) : (
          <PublicLayout
            lang={lang}
            t={t}
            otherUrl={otherUrl}
            formId={handle.formId ?? null}
            isDemo={isDemo}
            organization={organization}
          >
            {children}
          </PublicLayout>
        )}
      </body>
    </html>
  )
}

interface Frame {
  lang: Language
  /** Null on public pages. */
  office: OfficeFrame | null
  /** Of an office page: its title and the pages above it. */
  page: { title: string; above: Crumb[] }
  handle: PageHandle
  path: string
  /** With its question mark, or empty. */
  search: string
  otherUrl: string
  colour: string | undefined
  /** Whether its officials and places are fictional. */
  isDemo: boolean
  organization: Organization | null
}

/** Language, color and form of the page inside the frame. */
function useFrame(): Frame {
  const { pathname, search } = useLocation()
  const matches = useMatches()
  const leaf = matches.at(-1)
  const handle = (leaf?.handle as PageHandle | undefined) ?? {}
  const data = leaf?.data as { colour?: string; lang?: Language; title?: string; above?: Crumb[] } | null | undefined
  const page = { title: data?.title ?? '', above: data?.above ?? [] }
  const [, first, ...rest] = pathname.split('/')
  // A preview that failed is a page of the office.
  if (first === 'office' && !(handle.isPublic && data)) {
    const known = matches.find((match) => match.id === 'routes/office')?.data as OfficeFrame | undefined
    const office = known ?? { lang: 'en' as const, name: null, menu: emptyMenu, stopped: [] }
    const none = { otherUrl: '', colour: undefined, isDemo: false, organization: null }
    return { lang: office.lang, office, page, handle, path: pathname, search, ...none }
  }
  const lang = isLanguage(first) ? first : (data?.lang ?? 'en')
  const otherUrl = isLanguage(first)
    ? `/${[otherLanguage(lang), ...rest].join('/')}${search}`
    : paths.home(otherLanguage(lang))
  const site = matches.find((match) => match.id === 'root')?.data as
    | { isDemo: boolean; organization: Organization | null }
    | undefined
  const { isDemo = false, organization = null } = site ?? {}
  return {
    lang,
    office: null,
    page,
    handle,
    path: pathname,
    search,
    otherUrl,
    colour: data?.colour,
    isDemo,
    organization,
  }
}
