import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { faxKind, faxPath } from '~/actions/faxes/fax-kind.server'
import { FaxPage } from '~/actions/faxes/fax-page'
import { readFaxPage } from '~/actions/faxes/read-fax.server'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { formFields } from '~/ui/forms/form-fields'
import { sealingKey } from '~/vault/vault-keys.server'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, faxKind.kind, params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const view = await readFaxPage(context.db, action, lang, context.now())
  const acts = await readNextActs(context.db, { language: lang, done: doneAct(action) }, context.now())
  const next = acts.cards[0] ?? null
  return { lang, view, next, isDone: new URL(request.url).searchParams.has('done'), colour: view.colour }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, faxKind.kind, params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const verdict = await context.limit('acting')
  if (verdict.outcome === 'refuse') return data(null, { status: 429 })
  const appended = await context.intake.append(
    await sealingKey(context.db, action.campaignId),
    'action',
    {
      kind: faxKind.kind,
      advocacyId: action.id,
      language: lang,
      area: '',
      source: 'web',
      fields: await formFields(request),
    },
    context.now(),
  )
  if (appended.outcome === 'busy') return data(null, { status: 503 })
  return redirect(`${faxPath(lang, action.slug)}?done=1`, 303)
}

export default function Route() {
  const { lang, view, next, isDone } = useLoaderData<typeof loader>()
  return <FaxPage lang={lang} t={translator(lang)} view={view} isDone={isDone} next={next} />
}
