import { randomBytes } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { ownPageChange, ownPageOpening } from '~/people/own-page.schema'
import { isPaused } from '~/queue/outbox/switches.server'
import { formFields } from '~/ui/forms/form-fields'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'
import { closeOwnPage, findOwnPage, openOwnPage } from '~/web/me/own-page.server'
import { ownPageDone } from '~/web/me/own-page-done'
import { OwnPageEnd, OwnPageOpen } from '~/web/me/own-page-notices'
import { OwnPageView } from '~/web/me/own-page-view'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await findOwnPage(context.db, params.token!, context.now())
  const { searchParams } = new URL(request.url)
  const asked = searchParams.get('delete')
  const isHeld = await isPaused(context.db, 'legal-hold')
  const done = ownPageDone(searchParams.get('done'), { state: found.state, isHeld })
  const isEnd = found.state === 'gone' || found.state === 'used'
  return data(
    {
      lang,
      found,
      done,
      asked,
      isHeld,
      hasTexts: context.env.channels.texts !== 'none',
      perWeek: context.env.newsPerWeek,
      session: randomBytes(16).toString('base64url'),
    },
    { status: isEnd && !done ? 404 : 200 },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const token = params.token!
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') throw data({ retryAfter: verdict.retryAfter }, later(429, verdict.retryAfter))
  const opening = ownPageOpening(fields)
  if (opening) {
    const isOpen = await openOwnPage(context.db, token, opening.session, context.now())
    return redirect(paths.ownPage(lang, isOpen ? opening.session : token), 303)
  }
  const change = ownPageChange(token, lang, fields)
  if (!change) throw new Response(null, { status: 400 })
  const { state } = await findOwnPage(context.db, token, context.now())
  // The page closed while they read it: they must know that nothing was done.
  if (state !== 'open') return data({ isTooLate: true }, { status: 404 })
  if (change === 'close') {
    await closeOwnPage(context.db, token, context.now())
    return redirect(`${paths.ownPage(lang, token)}?done=closed`, 303)
  }
  const isHeld = change.intent === 'delete' && (await isPaused(context.db, 'legal-hold'))
  const appended = await context.intake.append(await context.siteKey(), 'own-page-change', change, context.now())
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  const isAll = change.intent === 'delete' && change.signatureId === null
  return redirect(`${paths.ownPage(lang, token)}?done=${isHeld ? 'held' : isAll ? 'all' : 'one'}`, 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.me.title')) : []

export default function Route() {
  const { lang, found, done, asked, isHeld, hasTexts, perWeek, session } = useLoaderData<typeof loader>()
  const isTooLate = useActionData<typeof action>()?.isTooLate ?? false
  const t = translator(lang)
  if (isTooLate) return <OwnPageEnd lang={lang} t={t} why="tooLate" />
  if (done === 'all') return <OwnPageEnd lang={lang} t={t} why="deleted" />
  if (done === 'perhaps-all') return <OwnPageEnd lang={lang} t={t} why="perhapsDeleted" />
  switch (found.state) {
    case 'open':
      return (
        <OwnPageView
          lang={lang}
          t={t}
          page={found.page}
          done={done === 'one' || done === 'held' ? done : null}
          asked={asked}
          isHeld={isHeld}
          hasTexts={hasTexts}
          perWeek={perWeek}
        />
      )
    case 'link':
      return <OwnPageOpen t={t} session={session} />
    case 'used':
      return <OwnPageEnd lang={lang} t={t} why="used" />
    case 'gone':
      return <OwnPageEnd lang={lang} t={t} why={done === 'closed' ? 'closed' : 'gone'} />
  }
}
