import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { OfficeHomePage } from '~/office/dashboard/home-page'
import { readNeeds } from '~/office/dashboard/needs.server'
import { readStandings } from '~/office/dashboard/rollups.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'

export const loader = guarded('see-numbers', async (office) => {
  const [needs, standings, passkey] = await Promise.all([
    readNeeds(office),
    readStandings(office.db, office.groupsWith('see-numbers'), office.now),
    office.db
      .selectFrom('passkey')
      .select('id')
      .where('organizer_id', '=', office.organizer.id)
      .limit(1)
      .executeTakeFirst(),
  ])
  return {
    lang: office.lang,
    title: office.t('office.brand'),
    name: office.organizer.name,
    needs,
    standings,
    hasOwnPasskeyAdvice: !passkey,
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <OfficeHomePage t={translator(lang)} lang={lang} {...props} />
}
