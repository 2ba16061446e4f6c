import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { helpTopics } from '~/office/search/help.server'
import { HelpPage } from '~/office/search/help-page'

export const loader = guarded('anybody', async (office) => ({
  lang: office.lang,
  title: office.t('office.menu.sections.help'),
  topics: helpTopics(office),
}))

export const meta = officeMeta

export default function Route() {
  const { lang, topics } = useLoaderData<typeof loader>()
  return <HelpPage t={translator(lang)} topics={topics} />
}
