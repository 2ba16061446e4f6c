import { createHash } from 'node:crypto'
import type { AppLoadContext, EntryContext, LoaderFunction } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { isLanguage, type Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { errorsId } from '~/ui/forms/form'
import { drawnStyle } from '~/ui/page/drawn-style'
import { AnswersForm } from '~/ui/page/problem-page'
import { contentSecurityPolicy, referrerPolicy } from '~/web/http/security-headers'
import { withArchivedCopies } from '~/web/links/archived-copies.server'

const styleOfPage = /<style>([^<]*)<\/style>/
const styleHashes = new Map<string, string>()

/** Renders a complete page, with a policy that allows its own inline style and no other. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  await loadFrame(request, context, loadContext)
  const page = withRefusalInTitle(
    `<!doctype html>${renderToString(
      <AnswersForm.Provider value={request.method === 'POST'}>
        <RemixServer context={context} url={request.url} />
      </AnswersForm.Provider>,
    )}`,
    request.method === 'POST' && status >= 400,
  )
  const isOffice = new URL(request.url).pathname.startsWith('/office')
  const whole = isOffice ? page : await withArchivedCopies(loadContext.db, page, languageOf(page) ?? 'en')
  const html = isOffice
    ? whole
    : whole.replace(styleOfPage, (_, sheet: string) => `<style>${drawnStyle(sheet, whole)}</style>`)
  const style = styleOfPage.exec(html)?.[1]
  const language = languageOf(html)
  if (language) headers.set('content-language', language)
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set(
    'content-security-policy',
    contentSecurityPolicy(style ? hashOf(style) : null, new URL(request.url).pathname),
  )
  headers.set('referrer-policy', referrerPolicy(new URL(request.url).pathname))
  return new Response(html, { status, headers })
}

const frameId = 'routes/office'

/**
 * After an action threw, no loader has run; the page that says so still stands in the frame of the office, in the
 * language of who is signed in.
 */
async function loadFrame(request: Request, context: EntryContext, loadContext: AppLoadContext): Promise<void> {
  const { errors, loaderData, matches } = context.staticHandlerContext
  if (!errors || loaderData[frameId] || !matches.some(({ route }) => route.id === frameId)) return
  const { loader } = context.routeModules[frameId] as { loader?: LoaderFunction }
  const loaded = await loader!({ request, params: {}, context: loadContext })
  loaderData[frameId] = (loaded as { data: unknown }).data
}

/**
 * Screen readers read the title first, so it begins with "Error" when a form was rejected or the page shows why one
 * was.
 */
function withRefusalInTitle(html: string, isRefused: boolean): string {
  const language = languageOf(html)
  if (!language || !(isRefused || html.includes(` id="${errorsId}"`))) return html
  return html.replace('<title>', () => `<title>${translator(language)('site.form.errorTitle')} `)
}

function languageOf(html: string): Language | null {
  const language = /<html lang="(\w+)"/.exec(html)?.[1]
  return isLanguage(language) ? language : null
}

/** Logs errors without what was typed. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: { noteError: (error: unknown) => void } },
): void {
  // A missing page or a wrong method is not our error.
  if (!request.signal.aborted && !isRouteErrorResponse(error)) context.noteError(error)
}

function hashOf(style: string): string {
  const known = styleHashes.get(style)
  if (known) return known
  if (styleHashes.size > 200) styleHashes.clear()
  const hash = createHash('sha256').update(style).digest('base64')
  styleHashes.set(style, hash)
  return hash
}
