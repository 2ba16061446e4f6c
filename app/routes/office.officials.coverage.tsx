import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readCoverage } from '~/office/officials/stale/coverage.server'
import { CoveragePage } from '~/office/officials/stale/coverage-page'
import { countyMap, outlineOf, partWith } from '~/officials/posts/county-map.server'

export const loader = guarded('see-numbers', async (office) => {
  const { counties, states } = await readCoverage(office.db, office.env.contactStaleDays, office.now)
  const together = (how: 'fresh' | 'stale') =>
    outlineOf(Object.keys(counties).filter((geoid) => counties[geoid] === how))
  return {
    lang: office.lang,
    title: office.t('office.menu.sections.coverage'),
    states,
    map: {
      fresh: together('fresh'),
      stale: together('stale'),
      borders: countyMap([]).states,
      part: partWith(Object.keys(counties)),
    },
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <CoveragePage t={translator(lang)} lang={lang} {...props} />
}
