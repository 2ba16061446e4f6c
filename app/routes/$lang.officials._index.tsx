import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { policiesTag } from '~/campaigns/policies/announce-policies.server'
import { countLocalities } from '~/campaigns/policies/policies.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { listStates } from '~/officials/divisions/lookup.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { findByPointSchema, findByZipSchema } from '~/web/finder/find.schema'
import { FindPage } from '~/web/finder/find-page'
import { type Found, findByPoint, findByZip } from '~/web/finder/find-yours.server'
import { actionsAbout, actionsAnywhere } from '~/web/finder/officials-here.server'
import { readTellMe } from '~/web/finder/tell-me.server'
import { pageMeta } from '~/web/http/page-meta'

export const handle = { hasScript: true, formId: 'find' }

export async function loader({ params, context }: LoaderFunctionArgs) {
  return data(
    {
      lang: routeLanguage(params),
      states: await listStates(context.db),
      limiting: (await countLocalities(context.db, context.now())).limits,
      publicUrl: context.env.publicUrl,
    },
    { headers: { 'x-firme-tags': `site ${policiesTag}` } },
  )
}

/** What is typed or located arrives in the request body and is used once; it never gets into a URL, log or table. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const answer = async (found: Found) => {
    const place = found.kind === 'counties' && found.isLikely ? found.counties[0]! : null
    const posts = found.kind === 'counties' ? found.offices.flatMap((office) => office.posts) : []
    const { db, env } = context
    const now = context.now()
    return {
      form: emptyForm,
      found,
      cards:
        place && posts.length > 0
          ? await actionsAbout(db, posts, { language: lang, place: place.slug }, now)
          : await actionsAnywhere(db, { language: lang, place: place?.slug ?? null }, now),
      tellMe:
        place && posts.length === 0
          ? await readTellMe(db, { ...place, kind: 'county' }, env.channels.texts !== 'none', now)
          : null,
    }
  }
  if (fields.intent === 'switch')
    return data({ form: { values: fields, errors: [] }, found: null, cards: [], tellMe: null })
  const point = findByPointSchema.safeParse(fields)
  if (point.success) return data(await answer(await findByPoint(context.db, point.data.lon, point.data.lat)))
  const read = readFields(findByZipSchema, fields)
  if (read.outcome === 'invalid')
    return data({ form: read.form, found: null, cards: [], tellMe: null }, { status: 422 })
  const found = await findByZip(context.db, read.value.zip)
  // From a campaign's home, straight to the page of the place, when there is no doubt which.
  if (fields.to === 'place' && found.kind === 'counties' && found.counties.length === 1)
    return redirect(paths.place(lang, found.counties[0]!.slug), 303)
  if (found.kind !== 'unknown') return data(await answer(found))
  const form = { values: fields, errors: [{ field: 'zip', message: 'zipUnknown' }] }
  return data({ ...(await answer(found)), form }, { status: 422 })
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  return pageMeta({
    ...data,
    title: `${t('places.find.title')} · Firme`,
    description: t('places.find.lead'),
    path: paths.officials,
    imageOf: (lang) => paths.ofSite(lang, 'officials'),
  })
}

export default function Route() {
  const { lang, states, limiting } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <FindPage
      lang={lang}
      t={translator(lang)}
      form={answer?.form ?? emptyForm}
      found={answer?.found ?? null}
      cards={answer?.cards ?? []}
      tellMe={answer?.tellMe ?? null}
      states={states}
      limiting={limiting}
    />
  )
}
