import { createHash } from 'node:crypto'
import { readSiteDay } from '#db/site-day'
import { type OnMap, onMap } from '~/campaigns/policies/by-county'
import { listPolicyKinds, policiesAsOf } from '~/campaigns/policies/policies.server'
import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { placeName } from '~/geography/place-name'
import { stateByFips } from '~/geography/state-fips'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { stateMap } from '~/officials/posts/county-map.server'
import { paths } from '~/paths'
import type { Context } from '~/web/site/context'
import { onlyCampaign } from '~/web/story/story-campaign.server'
import type { DrawnState } from './localities-page'
import { drawLocalityMap } from './locality-map.server'
import { readLocalityQuery } from './locality-query'
import { readLocalities } from './read-localities.server'

interface Asked {
  lang: Language
  /** Two letters; '' for the country. */
  state: string
  query: URLSearchParams
}

/** Everything the page of all localities shows, or the page of one state's. */
export async function localitiesView({ db, env, now }: Pick<Context, 'db' | 'env' | 'now'>, asked: Asked) {
  const { lang, state } = asked
  const query = readLocalityQuery(asked.query, state)
  const { map, today: _, ...shown } = await readLocalities(db, query, env.contactStaleDays, now())
  const drawn = state === '' ? null : await drawState(db, { lang, state, map, kinds: shown.kinds })
  const campaign = await onlyCampaign(db, lang)
  return { lang, campaign, state, query, ...shown, drawn, mapVersion: versionOf(map), publicUrl: env.publicUrl }
}

/** The country's map as a file. */
export async function localitiesMap({ db, now }: Pick<Context, 'db' | 'now'>, asked: Asked): Promise<string> {
  const { on } = readLocalityQuery(asked.query)
  const map = onMap(await policiesAsOf(db, on || (await readSiteDay(db, now()))))
  return drawLocalityMap({ lang: asked.lang, t: translator(asked.lang), map, kinds: await listPolicyKinds(db) })
}

interface ToDraw {
  lang: Language
  state: string
  map: OnMap
  kinds: readonly PolicyKind[]
}

async function drawState(db: Context['db'], { lang, state, map, kinds }: ToDraw): Promise<DrawnState | null> {
  const fips = Object.keys(stateByFips).find((one) => stateByFips[one] === state)
  const outlines = fips === undefined ? null : stateMap(fips)
  if (!outlines) return null
  const t = translator(lang)
  const places = await db
    .selectFrom('division')
    .select(['name', 'kind', 'slug', 'geoid'])
    .where('state', '=', state)
    .where('geoid', 'is not', null)
    .where('kind', 'in', ['county', 'state'])
    .execute()
  return {
    viewBox: outlines.viewBox,
    counties: places.flatMap((county) => {
      const path = outlines.counties.get(county.geoid ?? '')
      if (!path) return []
      const known = map.counties.get(county.geoid!) ?? map.states.get(state)
      const words = (known?.policies ?? []).map(
        (policy) => `${policyName(lang, t, policy, kinds)} (${policyDates(lang, t, policy)})`,
      )
      return [
        {
          slug: paths.place(lang, county.slug),
          path,
          standing: known?.standing ?? null,
          title: [placeName(lang, county), words.join(' · ')].filter(Boolean).join(': '),
        },
      ]
    }),
  }
}

/** Differs when the map does. */
function versionOf(map: OnMap): string {
  const shown = [...map.counties, ...map.states].map(([key, { standing, policies }]) => [
    key,
    standing,
    policies.map(({ id, adoptedOn, model }) => [id, adoptedOn, model]),
  ])
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 12)
}
