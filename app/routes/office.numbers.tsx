import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { countsByCounty } from '~/office/dashboard/counts-by-county.server'
import { countsByState } from '~/office/dashboard/counts-by-state'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { lastWeeks, readCampaignNumbers } from '~/office/numbers/campaign-numbers.server'
import { NumbersPage } from '~/office/numbers/numbers-page'
import { readWork } from '~/office/numbers/organizers-work.server'
import { kindDeeds, pageKinds } from '~/office/pages/page-kinds.server'
import { listPages, pagesFilter, sortablePages } from '~/office/pages/pages.server'
import { readTableState } from '~/office/table/table-state'
import { countyMap } from '~/officials/posts/county-map.server'

export const loader = guarded('see-numbers', async (office) => {
  const { db, env, lang, now, t, url } = office
  const groupIds = office.groupsWith('see-numbers')
  const filter = pagesFilter.parse({ campaign: url.searchParams.get('campaign') ?? '' })
  const table = readTableState(url.searchParams, sortablePages)
  const kinds = pageKinds(office)
  const campaigns = await db
    .selectFrom('campaign')
    .select(['slug', 'name'])
    .where('state', '<>', 'archived')
    .orderBy('created_at')
    .execute()
  const [{ counties, ...numbers }, pages] = await Promise.all([
    readCampaignNumbers(db, { groupIds, campaign: filter.campaign }, Object.keys(kinds), now),
    // The totals count archived pages too.
    listPages(db, { groupIds, filter, table, language: lang, hasArchived: true }, now),
  ])
  const confirmed = numbers.areas.reduce((sum, area) => sum + area.confirmed, 0)
  return {
    lang,
    title: t('office.menu.sections.numbers'),
    publicUrl: env.publicUrl,
    campaign: filter.campaign,
    campaigns: campaigns.map(({ slug, name }) => ({ slug, name: name[lang] })),
    kinds,
    deeds: kindDeeds(office),
    ...numbers,
    pages,
    states: countsByState(numbers.areas.filter((area) => area.confirmed > 0)),
    counties: await countsByCounty(db, counties),
    lines: countyMap([]).states,
    without: confirmed - counties.reduce((sum, county) => sum + county.confirmed, 0),
    work:
      office.groupsWith('manage-organizers').length > 0 ? await readWork(office, lastWeeks(office.today)[0]!) : null,
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <NumbersPage t={translator(lang)} lang={lang} {...props} />
}
