import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PetitionDashboardPage } from '~/dashboard/petition-dashboard-page'
import { readPetitionFigures } from '~/dashboard/petition-figures.server'
import { petitionHead } from '~/dashboard/petition-head.server'
import { countsByCounty } from '~/dashboard/counts-by-county.server'
import { countsByState } from '~/dashboard/counts-by-state'
import { changeState } from '~/drafts/drafts.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { officeMeta } from '~/office/office-meta'
import { paths } from '~/paths'
import { countyMap } from '~/places/county-map.server'

export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  const [head, figures, milestones] = await Promise.all([
    petitionHead(office, petition),
    readPetitionFigures(office.db, petition, office.now),
    office.db.selectFrom('milestone').select(['threshold', 'reached_at']).where('petition_id', '=', petition.id).where('withdrawn_at', 'is', null).orderBy('threshold', 'desc').limit(8).execute(),
  ])
  return {
    lang: office.lang,
    title: head.title[office.lang],
    head,
    figures,
    states: countsByState(figures.areas),
    counties: await countsByCounty(office.db, figures.counties),
    lines: countyMap([]).states,
    milestones: milestones.map((one) => ({ threshold: one.threshold, day: one.reached_at.toISOString().slice(0, 10) })),
  }
})

/** Opens, closes, wins, archives. */
export const action = guarded('publish', async (office) => {
  const petition = await officePetition(office, 'publish')
  const { state } = await formFields(office.request)
  if (state !== 'open' && state !== 'closed' && state !== 'victory' && state !== 'archived') throw new Response(null, { status: 400 })
  await office.db.transaction().execute(async (trx) => {
    if (await changeState(trx, petition, state, office.now)) await office.audit({ groupId: petition.groupId, act: 'changed-petition-state', subject: `${petition.id} ${state}` }, trx)
  })
  return redirect(paths.office.petitionEdit(petition.slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <PetitionDashboardPage t={translator(lang)} lang={lang} {...props} />
}
