import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { pageKinds } from '~/office/pages/page-kinds.server'
import { readComments } from '~/office/people/moderation/comments.server'
import { readNeeds } from '~/office/today/needs.server'
import { readToday } from '~/office/today/today.server'
import { TodayPage } from '~/office/today/today-page'
import type { loader as frameLoader } from './office'

const commentsHere = 3

export const loader = guarded('see-numbers', async (office) => {
  const kinds = pageKinds(office)
  const [needs, today, passkey, comments] = await Promise.all([
    readNeeds(office),
    readToday(office, Object.keys(kinds)),
    office.db
      .selectFrom('passkey')
      .select('id')
      .where('organizer_id', '=', office.organizer.id)
      .limit(1)
      .executeTakeFirst(),
    readComments(office, 'review'),
  ])
  return {
    lang: office.lang,
    title: office.t('office.menu.sections.home'),
    name: office.organizer.name,
    needs,
    today,
    kinds,
    comments: comments.lines.slice(0, commentsHere),
    mayStart: office.groupsWith('edit').length > 0,
    hasOwnPasskeyAdvice: !passkey,
    isDone: office.url.searchParams.has('shown'),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const { menu } = useRouteLoaderData<typeof frameLoader>('routes/office')!
  return <TodayPage t={translator(lang)} lang={lang} waiting={menu.waiting} {...props} />
}
