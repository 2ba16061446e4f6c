import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { KioskPage } from '~/actions/petitions/kiosk/kiosk-page'
import { isOpen, offersHere } from '~/actions/petitions/petition'
import { sign } from '~/actions/petitions/sign.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

export const handle: PageHandle = { script: '/kiosk.js' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await context.petitions.find(params.petition!, context.now())
  if (!found || !isOpen(found.petition, context.now())) throw new Response(null, { status: 404 })
  const { petition, key } = found
  return {
    lang,
    petition: {
      id: petition.id,
      title: petition.title[lang],
      ask: petition.ask[lang],
      offers: offersHere(petition.offers, context.env.channels),
    },
    sealingKey: { keyId: key.keyId, publicKey: key.publicKey.toString('base64url') },
    isDone: new URL(request.url).searchParams.has('done'),
  }
}

/** Accepts what the browser sealed or, without JavaScript, the same form as the petition page. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const language = routeLanguage(params)
  const slug = params.petition!
  const fields = await formFields(request)
  const verdict = await context.limit('signing')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter)
  if (fields.sealed !== undefined) {
    const found = await context.petitions.find(slug, context.now())
    if (!found || !isUuid(fields.id)) throw new Response(null, { status: 404 })
    const appended = await context.intake.appendSealed(
      found.key,
      'kiosk',
      fields.id,
      Buffer.from(fields.sealed, 'base64url'),
      context.now(),
      verdict.outcome === 'hold' ? 'burst' : null,
    )
    return new Response(null, { status: appended.outcome === 'busy' ? 503 : 200 })
  }
  const signed = await sign(
    context,
    { language, slug, ref: 'kiosk', fields, isHeld: verdict.outcome === 'hold' },
    context.now(),
  )
  switch (signed.outcome) {
    case 'accepted':
      return redirect(`${paths.petitionKiosk(language, slug)}?done`, 303)
    case 'invalid':
      return data({ form: signed.form }, { status: 422 })
    case 'busy':
      return busy(fields, signed.retryAfter)
    case 'closed':
    case 'no-such-petition':
      throw new Response(null, { status: 404 })
  }
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? privateMeta(data.petition.title) : [])

export default function Route() {
  const { lang, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return <KioskPage lang={lang} t={translator(lang)} form={done?.form ?? emptyForm} {...props} />
}
