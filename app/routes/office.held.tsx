import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import {
  decideHeld,
  type HeldView,
  heldViews,
  lookAtGroup,
  readGroupName,
  readHeld,
  readReleases,
  takeBackRelease,
} from '~/office/people/moderation/held.server'
import { HeldPage, heldColumns } from '~/office/people/moderation/held-page'
import { readTableState } from '~/office/table/table-state'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

const viewOf = (text: string | null | undefined): HeldView => heldViews.find((view) => view === text) ?? 'hour'

export const loader = guarded('review-held', async (office) => {
  const query = Object.fromEntries(office.url.searchParams)
  const by = viewOf(query.by)
  const groupIds = office.groupsWith('review-held')
  const group = query.petition ? readGroupName(query) : null
  const look = group && { group, ...(await lookAtGroup(office, groupIds, group)) }
  return {
    lang: office.lang,
    title: office.t('office.held.title'),
    by,
    table: readTableState(office.url.searchParams, heldColumns),
    done: readWhole(query.done),
    how: query.how === 'release' ? ('release' as const) : ('invalidate' as const),
    back: readWhole(query.back),
    releases: await readReleases(office, groupIds),
    look,
    ...(await readHeld(office, groupIds, by)),
  }
})

export const action = guarded('review-held', async (office) => {
  const fields = await formFields(office.request)
  const { verdict } = fields
  if (verdict === 'take-back') {
    const back = await takeBackRelease(office, uuidOf(fields.release ?? ''))
    return redirect(`${paths.office.held()}?by=${viewOf(fields.by)}&back=${back}`, 303)
  }
  if (verdict !== 'release' && verdict !== 'invalidate') throw new Response(null, { status: 400 })
  const count = await decideHeld(office, readGroupName(fields), verdict)
  return redirect(`${paths.office.held()}?by=${viewOf(fields.by)}&done=${count}&how=${verdict}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <HeldPage t={translator(lang)} lang={lang} {...props} />
}
