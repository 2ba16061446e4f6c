import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeCampaign } from '~/office/campaigns/office-campaign.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { fieldsOfCampaign } from '~/office/people/fields/custom-fields.server'
import { actOnImport } from '~/office/people/imports/import-actions.server'
import { readImports, usualListLanguage } from '~/office/people/imports/imports.server'
import { PeopleImportPage } from '~/office/people/imports/people-import-page'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('import', async (office) => {
  const { id, slug, name } = await officeCampaign(office, 'import')
  const usual = await usualListLanguage(office.db, { campaignId: id }, office.lang)
  return {
    lang: office.lang,
    title: office.t('office.peopleImport.title'),
    campaign: { slug, name: name[office.lang] },
    usual,
    fields: await fieldsOfCampaign(office.db, id),
    batches: await readImports(office.db, office.vault, { id }, usual),
  }
})

export const action = guarded(
  'import',
  async (office) => {
    const { id, slug, groupId } = await officeCampaign(office, 'import')
    const owner = { id, groupId, campaignId: id, petition: null }
    const done = await actOnImport(office, owner, await office.request.formData())
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.peopleImport(slug), 303)
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  return <PeopleImportPage t={translator(lang)} lang={lang} form={form} {...props} />
}
