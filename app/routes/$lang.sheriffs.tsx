import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readSiteDay } from '#db/site-day'
import { policiesTag } from '~/campaigns/policies/announce-policies.server'
import { listPolicyKinds, policiesAsOf } from '~/campaigns/policies/policies.server'
import { hasCountySheriffs } from '~/geography/sheriffs'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { countyMap } from '~/officials/posts/county-map.server'
import { paths } from '~/paths'
import { readSheriffSearch, searchSheriffs } from '~/web/finder/search-sheriffs'
import { listSheriffs, petitionsToSheriffs, sheriffOrders } from '~/web/finder/sheriffs.server'
import { SheriffsPage } from '~/web/finder/sheriffs-page'
import { pageMeta } from '~/web/http/page-meta'

/** The page's path is a word in its language; the other language's path redirects to it. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const url = new URL(request.url)
  if (url.pathname !== paths.sheriffs(lang)) throw redirect(`${paths.sheriffs(lang)}${url.search}`, 301)
  const by = sheriffOrders.find((order) => order === url.searchParams.get('by')) ?? 'county'
  const search = readSheriffSearch((name) => url.searchParams.get(name))
  const all = await listSheriffs(context.db, by)
  const sheriffs = searchSheriffs(all, search)
  const shown = new Set(sheriffs.map(({ countyId }) => countyId))
  const today = await readSiteDay(context.db, context.now())
  const policies = (await policiesAsOf(context.db, today)).filter(({ place }) => shown.has(place.id))
  const states = await context.db
    .selectFrom('division')
    .select('state')
    .where('kind', '=', 'county')
    .where('geoid', 'is not', null)
    .execute()
  const counties = states.filter(({ state }) => hasCountySheriffs(state)).length
  return data(
    {
      lang,
      by,
      search,
      sheriffs,
      known: all.filter(({ postSlug }) => postSlug !== null).length,
      states: [...new Set(all.map(({ state }) => state))].sort(),
      counties,
      today,
      kinds: await listPolicyKinds(context.db),
      policies: Object.groupBy(policies, ({ place }) => place.id) as Record<string, typeof policies>,
      petitions: await petitionsToSheriffs(context.db),
      map: countyMap(sheriffs.flatMap(({ geoid, postSlug }) => (postSlug ? geoid : []))),
      publicUrl: context.env.publicUrl,
    },
    {
      headers: {
        'x-firme-tags': ['site', policiesTag, ...new Set(all.map(({ countySlug }) => `place:${countySlug}`))].join(' '),
      },
    },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  return pageMeta({
    ...data,
    title: `${t('places.sheriffs.title')} · Firme`,
    description: t('places.sheriffs.lead'),
    path: (lang) => paths.sheriffs(lang),
    imageOf: (lang) => paths.ofSite(lang, 'sheriffs'),
  })
}

export default function Route() {
  const { lang, ...shown } = useLoaderData<typeof loader>()
  return <SheriffsPage lang={lang} t={translator(lang)} {...shown} />
}
