import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { campaignForm, closingForm } from '~/office/campaigns/campaign-form'
import { CampaignsOfficePage } from '~/office/campaigns/campaigns-office-page'
import { changeCampaign, makeCampaign, readCampaigns } from '~/office/campaigns/edit-campaign.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, type FormState, readFields } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => ({
  lang: office.lang,
  title: office.t('office.nav.campaigns'),
  campaigns: await readCampaigns(office),
  groups: office.groupsWith('publish').map((id) => {
    const { name, colour } = office.groups.get(id)!
    return { id, name, colour }
  }),
  publicUrl: office.env.publicUrl,
  keptDays: office.env.retentionDays,
  changed: office.url.searchParams.get('changed'),
  isPublished: office.url.searchParams.get('how') === 'published',
  isMade: office.url.searchParams.get('how') === 'made',
  isMaking: office.url.searchParams.has('new'),
}))

export const action = guarded('publish', async (office) => {
  const fields = await formFields(office.request)
  const refuse = (form: FormState) => data({ form, formFor: fields.id ?? '' }, { status: 422 })
  const state = fields.state === 'published' || fields.state === 'archived' ? fields.state : null
  const isNew = !state && !fields.id
  const closing = isNew || state ? null : readFields(closingForm, fields)
  const made = isNew ? readFields(campaignForm, fields) : null
  if (closing?.outcome === 'invalid') return refuse(closing.form)
  if (made?.outcome === 'invalid') return refuse(made.form)
  if (made && !office.may('publish', made.value.group)) throw new Response(null, { status: 404 })
  const changed = await office.db
    .transaction()
    .execute((trx) =>
      made
        ? makeCampaign(trx, office, made.value)
        : changeCampaign(trx, office, uuidOf(fields.id), closing ? { form: closing.value } : { state: state! }),
    )
  switch (changed.outcome) {
    case 'refused':
      return refuse({ values: fields, errors: [{ field: changed.field, message: changed.field, said: changed.words }] })
    case 'changed':
      return redirect(
        paths.office.campaigns(changed.id, made ? 'made' : state === 'published' ? state : undefined),
        303,
      )
  }
})

export const meta = officeMeta

export default function Route() {
  const { title: _, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return (
    <CampaignsOfficePage
      t={translator(props.lang)}
      form={done?.form ?? emptyForm}
      formFor={done?.formFor ?? 'none'}
      {...props}
    />
  )
}
