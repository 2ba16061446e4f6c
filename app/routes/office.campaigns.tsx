import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { campaignForm } from '~/campaigns/campaign-form'
import { CampaignsOfficePage } from '~/campaigns/campaigns-office-page'
import { changeCampaign, makeCampaign, readCampaigns } from '~/campaigns/edit-campaign.server'
import { formFields } from '~/forms/form-fields'
import { emptyForm, readFields } from '~/forms/form-state'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { officeMeta } from '~/office/office-meta'
import { uuidOf } from '~/organizers/team.server'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => ({
  lang: office.lang,
  title: office.t('office.nav.campaigns'),
  campaigns: await readCampaigns(office),
  groups: office.groupsWith('publish').map((id) => ({ id, name: office.groups.get(id)!.name })),
  publicUrl: office.env.publicUrl,
}))

export const action = guarded('publish', async (office) => {
  const fields = await formFields(office.request)
  const state = fields.state === 'published' || fields.state === 'archived' ? fields.state : null
  if (state) {
    await office.db.transaction().execute((trx) => changeCampaign(trx, office, uuidOf(fields.id), { state }))
    return redirect(paths.office.campaigns(), 303)
  }
  const read = readFields(campaignForm, fields)
  if (!read.ok) return data({ form: read.form, formFor: fields.id ?? '' }, { status: 422 })
  if (!office.may('publish', read.value.group)) throw new Response(null, { status: 404 })
  await office.db.transaction().execute((trx) => (fields.id ? changeCampaign(trx, office, uuidOf(fields.id), { form: read.value }) : makeCampaign(trx, office, read.value)))
  return redirect(paths.office.campaigns(), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return <CampaignsOfficePage t={translator(lang)} form={done?.form ?? emptyForm} formFor={done?.formFor ?? 'none'} {...props} />
}
