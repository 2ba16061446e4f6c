import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { petitionHead } from '~/dashboard/petition-head.server'
import { readDraft, readHistory, saveDraft } from '~/drafts/drafts.server'
import { HistoryPage } from '~/drafts/history-page'
import { officePetition } from '~/drafts/office-petitions.server'
import { differences } from '~/drafts/petition-content'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { organizerNames } from '~/organizers/organizers.server'
import { officeMeta } from '~/office/office-meta'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const [head, history] = await Promise.all([petitionHead(office, petition), readHistory(office.db, petition.id)])
  const names = await organizerNames(office.db, office.vault, history.map((version) => version.publishedBy))
  return {
    lang: office.lang,
    title: office.t('office.tabs.history'),
    head,
    versions: history.map((version, index) => ({
      revision: version.revision,
      by: (version.publishedBy && names.get(version.publishedBy)) ?? '',
      at: version.publishedAt.toISOString(),
      differences: history[index + 1] ? differences(history[index + 1]!.content, version.content) : [],
    })),
  }
})

/** Brings an earlier version back as a draft; publishing it is another step. */
export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const wanted = Number((await formFields(office.request)).revision)
  const version = (await readHistory(office.db, petition.id)).find((one) => one.revision === wanted)
  if (!version) throw new Response(null, { status: 404 })
  const { revision } = await readDraft(office.db, petition)
  await saveDraft(office.db, petition, version.content, revision, office.organizer.id, office.now)
  await office.audit({ groupId: petition.groupId, act: 'restored-petition', subject: `${petition.id} ${wanted}` })
  return redirect(paths.office.petitionEdit(petition.slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <HistoryPage t={translator(lang)} lang={lang} {...props} />
}
