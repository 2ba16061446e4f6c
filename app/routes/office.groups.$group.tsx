import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readGroup } from '~/office/team/group.server'
import { GroupPage } from '~/office/team/group-page'

export const loader = guarded('see-numbers', async (office) => {
  const read = await readGroup(office)
  return { lang: office.lang, title: read.group.name, read }
})

export const meta = officeMeta

export default function Route() {
  const { lang, read } = useLoaderData<typeof loader>()
  return <GroupPage t={translator(lang)} lang={lang} {...read} />
}
