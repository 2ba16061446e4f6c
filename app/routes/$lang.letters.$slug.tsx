import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { LetterPage } from '~/actions/letters/letter-page'
import { letterPlaceQuery, readLetterPlace } from '~/actions/letters/letter-place'
import { readLetterPage } from '~/actions/letters/read-letter.server'
import { writeLetter } from '~/actions/letters/write-letter.server'
import { letterFormId } from '~/actions/letters/writing-form'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
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

export const handle: PageHandle = { formId: letterFormId, script: '/points.js' }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'letter', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const view = await readLetterPage(context.db, {
    action,
    language: lang,
    place: readLetterPlace(request.url),
    now: context.now(),
  })
  const acts =
    view.now.is === 'writing' || view.now.is === 'asking-place'
      ? null
      : await readNextActs(
          context.db,
          {
            language: lang,
            done: doneAct(action),
            place: readLetterPlace(request.url),
            isStuck: view.now.is === 'nobody-here',
          },
          context.now(),
        )
  const hasTexts = context.env.channels.texts !== 'none'
  return data({ lang, view, colour: view.colour, publicUrl: context.env.publicUrl, acts, hasTexts })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const action = await findAdvocacyCampaign(context.db, 'letter', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const visit = { action, language: lang, place: readLetterPlace(request.url), now: context.now() }
  const asTyped = () => readLetterPage(context.db, visit, { typed: fields })
  const verdict = await context.limit('acting')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { view: await asTyped() })
  const wrote = await writeLetter({ ...visit, db: context.db, intake: context.intake }, fields)
  switch (wrote.outcome) {
    case 'shown':
    case 'invalid':
      return data({ form: wrote.form, view: wrote.view }, { status: wrote.outcome === 'invalid' ? 422 : 200 })
    case 'here':
      return redirect(`${paths.letters(lang, action.slug)}?${letterPlaceQuery(wrote.place)}`, 303)
    case 'taken':
      return redirect(paths.lettersCheck(lang, action.slug, wrote.isOutside), 303)
    case 'counted':
      return redirect(`${paths.lettersThanks(lang, action.slug, 'own')}&${letterPlaceQuery(visit.place)}`, 303)
    case 'busy':
      return busy(fields, wrote.retryAfter, { view: await asTyped() })
  }
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, view, publicUrl } = data
  return pageMeta({
    lang,
    publicUrl,
    title: `${view.title} · Firme`,
    description: view.summary,
    path: (language) => paths.letters(language, view.slug),
  })
}

export default function Route() {
  const { lang, view, acts, hasTexts } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const t = translator(lang)
  return (
    <>
      <LetterPage
        lang={lang}
        t={t}
        view={answered?.view ?? view}
        form={answered?.form ?? emptyForm}
        acts={answered ? null : acts}
        hasTexts={hasTexts}
      />
      <FlyerLink t={t} page={paths.letters(lang, view.slug)} />
    </>
  )
}
