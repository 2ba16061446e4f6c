import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { lastChecked, readDeadLinks, saveArchive } from '~/office/links/dead-links.server'
import { DeadLinksPage } from '~/office/links/dead-links-page'
import { hasWords, partOf, sameList, wordsIn } from '~/office/table/table-state'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const { links, known } = await readDeadLinks(office)
  const q = wordsIn(office.url.searchParams)
  return {
    lang: office.lang,
    title: office.t('office.nav.links'),
    publicUrl: office.env.publicUrl,
    q,
    ...partOf(
      links
        .map((link) => ({ ...link, deadSince: link.deadSince?.toISOString() ?? null }))
        .filter(({ url, pages }) => hasWords(q, url, ...pages.map(({ title }) => title))),
      office.url.searchParams,
      {
        by: { url: ({ url }) => url, since: ({ deadSince }) => deadSince, pages: ({ pages }) => pages.length },
        language: office.lang,
      },
    ),
    known,
    checkedAt: (await lastChecked(office.db))?.toISOString() ?? null,
  }
})

export const action = guarded('edit', async (office) => {
  const saved = await saveArchive(office, await formFields(office.request))
  return saved.outcome === 'invalid'
    ? data({ form: saved.form }, { status: 422 })
    : redirect(sameList(paths.office.links(), office.url.searchParams), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  return <DeadLinksPage t={translator(lang)} lang={lang} form={form} {...props} />
}
