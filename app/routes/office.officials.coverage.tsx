import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { countyPaths } from '~/office/officials/stale/county-map.server'
import { readCoverage } from '~/office/officials/stale/coverage.server'
import { CoveragePage } from '~/office/officials/stale/coverage-page'

export const loader = guarded('see-numbers', async (office) => {
  const { counties, states } = await readCoverage(office.db, office.env.contactStaleDays, office.now)
  const { counties: drawn, borders } = countyPaths(Object.keys(counties))
  const together = (how: 'fresh' | 'stale') =>
    drawn
      .filter(([geoid]) => counties[geoid] === how)
      .map(([, path]) => path)
      .join('')
  return {
    lang: office.lang,
    title: office.t('officials.tabs.coverage'),
    states,
    map: { fresh: together('fresh'), stale: together('stale'), borders },
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <CoveragePage t={translator(lang)} lang={lang} {...props} />
}
