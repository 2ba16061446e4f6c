import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Flyer } from '~/actions/kind/flyer'
import { flyerCode } from '~/actions/kind/qr-code.server'
import { donePetition, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { offersHere } from '~/actions/petitions/petition'
import { PetitionPage } from '~/actions/petitions/petition-page'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { shareLinks } from '~/actions/petitions/share-links'
import { sign } from '~/actions/petitions/sign.server'
import { signFormId } from '~/actions/petitions/sign-form'
import { campaignById } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'
import { FlyerLink } from '~/web/flyers/flyer-link'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

export const handle: PageHandle = { formId: signFormId, hasScript: true }

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await readPetitionPage(context.db, params.petition!, lang, context.now())
  if (!found) throw new Response(null, { status: 404 })
  const { petition, view } = found
  // Where nobody can sign, the page leads on.
  const acts =
    view.status === 'open'
      ? null
      : await readNextActs(
          context.db,
          { language: lang, done: donePetition(petition, await campaignById(context.db, petition.campaignId)) },
          context.now(),
        )
  return data(
    {
      acts,
      lang,
      petition: { ...view, offers: offersHere(view.offers, context.env.channels) },
      colour: view.colour,
      links: shareLinks(lang, context.env.publicUrl, view.slug, view.title, view.shareText),
      qr: await flyerCode(`${context.env.publicUrl}${paths.petition(lang, view.slug)}`),
      publicUrl: context.env.publicUrl,
    },
    {
      headers: {
        'x-firme-tags': ['site', `petition:${petition.id}`, ...(acts?.cards.map(({ tag }) => tag) ?? [])].join(' '),
      },
    },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const language = routeLanguage(params)
  const slug = params.petition!
  const fields = await formFields(request)
  // The language switch: the same form in the other language; nothing is submitted.
  if (fields.intent === 'switch') return data({ form: { values: fields, errors: [] } })
  const verdict = await context.limit('signing')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter)
  const ref = new URL(request.url).searchParams.get('r')
  const signed = await sign(context, { language, slug, ref, fields, isHeld: verdict.outcome === 'hold' }, context.now())
  switch (signed.outcome) {
    case 'accepted':
      return redirect(paths.petitionCheck(language, slug, signed), 303)
    case 'invalid':
      return data({ form: signed.form }, { status: 422 })
    case 'closed':
      return data({ form: { values: fields, errors: [], problem: '409' as const } }, { status: 409 })
    case 'busy':
      return busy(fields, signed.retryAfter)
    case 'no-such-petition':
      throw new Response(null, { status: 404 })
  }
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, petition, publicUrl } = data
  return pageMeta({
    lang,
    publicUrl,
    title: `${petition.title} · Firme`,
    description: petition.ask,
    path: (language) => paths.petition(language, petition.slug),
    imageAlt: petition.shareImageAlt,
    jsonLd: {
      '@type': 'WebPage',
      name: petition.title,
      description: petition.ask,
      potentialAction: { '@type': 'EndorseAction', target: `${publicUrl}${paths.petition(lang, petition.slug)}` },
      interactionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: 'https://schema.org/EndorseAction',
        userInteractionCount: petition.numbers.confirmed,
      },
    },
  })
}

export default function Route() {
  const { lang, petition, acts, links, qr, publicUrl } = useLoaderData<typeof loader>()
  const t = translator(lang)
  const form = useActionData<typeof action>()?.form ?? emptyForm
  const page = paths.petition(lang, petition.slug)
  const { confirmed } = petition.numbers
  return (
    <>
      <PetitionPage lang={lang} t={t} petition={petition} form={form} links={links} acts={acts} />
      {petition.status !== 'closed' && petition.status !== 'victory' && (
        <>
          <FlyerLink t={t} page={page} />
          <Flyer
            t={t}
            title={petition.title}
            ask={petition.ask}
            qr={qr}
            url={`${publicUrl}${paths.withoutLanguage(page)}`}
            lines={confirmed > 0 ? [t('site.home.signedSoFar', { count: confirmed })] : []}
          />
        </>
      )}
    </>
  )
}
