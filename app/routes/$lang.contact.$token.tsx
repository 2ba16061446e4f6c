import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { findContactChange } from '~/people/find-contact-change.server'
import { submissions } from '~/queue/intake/submission'
import { formFields } from '~/ui/forms/form-fields'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { soon } from '~/web/http/soon'
import { later } from '~/web/http/try-later'
import { ContactPage } from '~/web/me/contact-page'

/** Shows what the link can do; opening it changes nothing. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await findContactChange(context.db, params.token!, context.now())
  return data({ lang: routeLanguage(params), found }, { status: found.state === 'unknown' ? 404 : 200 })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  routeLanguage(params)
  const token = params.token!
  const wanted = submissions['contact-word'].shape.wanted.safeParse((await formFields(request)).wanted)
  if (!wanted.success) throw new Response(null, { status: 400 })
  const found = await findContactChange(context.db, token, context.now())
  if (found.state !== 'waiting') return data({ isReceived: false }, { status: found.state === 'unknown' ? 404 : 200 })
  if ((found.side === 'old') !== (wanted.data === 'keep')) throw new Response(null, { status: 400 })
  const said = { token, wanted: wanted.data }
  const appended = await context.intake.append(await context.siteKey(), 'contact-word', said, context.now())
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  await soon(async () => (await findContactChange(context.db, token, context.now())).state !== 'waiting' || null)
  return data({ isReceived: true })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.contact.title')) : []

export default function Route() {
  const { lang, found } = useLoaderData<typeof loader>()
  return (
    <ContactPage
      lang={lang}
      t={translator(lang)}
      found={found}
      isReceived={useActionData<typeof action>()?.isReceived ?? false}
    />
  )
}
