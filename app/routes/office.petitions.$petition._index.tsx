import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { countsByCounty } from '~/office/dashboard/counts-by-county.server'
import { countsByState } from '~/office/dashboard/counts-by-state'
import { readOnlyByPhone } from '~/office/dashboard/only-by-phone.server'
import { PetitionDashboardPage } from '~/office/dashboard/petition-dashboard-page'
import { readPetitionFigures } from '~/office/dashboard/petition-figures.server'
import { stateAction } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead, petitionWriting } from '~/office/petitions/petition-writing.server'
import { countyMap } from '~/officials/posts/county-map.server'
import { wallClock } from '~/ui/page/zoned-time'

export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  const [head, figures, milestones] = await Promise.all([
    petitionHead(office, petition),
    readPetitionFigures(office.db, petition, office.networkZone, office.now),
    office.db
      .selectFrom('milestone')
      .select(['threshold', 'reached_at'])
      .where('petition_id', '=', petition.id)
      .where('withdrawn_at', 'is', null)
      .orderBy('threshold', 'desc')
      .limit(8)
      .execute(),
  ])
  return {
    lang: office.lang,
    title: head.title[office.lang],
    head,
    figures,
    zone: office.networkZone,
    byPhone: office.env.channels.texts === 'none' ? await readOnlyByPhone(office.db, petition.id) : null,
    states: countsByState(figures.areas),
    counties: await countsByCounty(office.db, figures.counties),
    lines: countyMap([]).states,
    milestones: milestones.map((one) => ({
      threshold: one.threshold,
      day: wallClock(office.networkZone, one.reached_at).day,
    })),
  }
})

export const action = stateAction(petitionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <PetitionDashboardPage t={translator(lang)} lang={lang} {...props} />
}
