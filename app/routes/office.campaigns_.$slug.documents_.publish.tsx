import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { campaignOfDocuments } from '~/office/library/office-documents.server'
import { publishDrafts, readDrafts } from '~/office/library/publish-drafts.server'
import { PublishDraftsPage } from '~/office/library/publish-drafts-page'
import { paths } from '~/paths'

export const loader = guarded('publish', async (office) => {
  const campaign = await campaignOfDocuments(office, 'publish')
  const { searchParams } = office.url
  const count = (name: string) => readWhole(searchParams.get(name) ?? '') ?? 0
  return {
    lang: office.lang,
    title: office.t('library.publish.title'),
    campaign: { slug: campaign.slug, name: campaign.name[office.lang] },
    drafts: await readDrafts(office, campaign),
    done: searchParams.has('published') ? { published: count('published'), kept: count('kept') } : null,
  }
})

/** Publishes the chosen drafts that are complete. */
export const action = guarded('publish', async (office) => {
  const campaign = await campaignOfDocuments(office, 'publish')
  const chosen = new Set((await office.request.formData()).getAll('id').map(String))
  const { published, kept } = await publishDrafts(office, campaign, chosen)
  return redirect(`${paths.office.documentsPublish(campaign.slug)}?published=${published}&kept=${kept}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { title: _, ...props } = useLoaderData<typeof loader>()
  return <PublishDraftsPage t={translator(props.lang)} {...props} />
}
