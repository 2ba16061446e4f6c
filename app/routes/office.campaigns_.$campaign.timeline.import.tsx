import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeCampaign } from '~/office/campaigns/office-campaign.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnTimelineImport } from '~/office/timeline/act-on-timeline-import.server'
import { readBatches } from '~/office/timeline/import-timeline.server'
import { TimelineImportPage } from '~/office/timeline/timeline-import-page'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const { lang, t, url } = office
  const campaign = await officeCampaign(office, 'edit')
  const what = (['taken', 'undone'] as const).find((one) => /^\d{1,4}$/.test(url.searchParams.get(one) ?? ''))
  return {
    lang,
    title: t('timeline.import.title'),
    campaign: {
      name: campaign.name[lang],
      publicCsv: `${office.env.publicUrl}${paths.timeline(lang, campaign.slug)}.csv`,
    },
    done: what ? { what, count: Number(url.searchParams.get(what)) } : null,
    batches: await readBatches(office.db, campaign.id),
  }
})

export const action = guarded(
  'edit',
  async (office) => {
    const campaign = await officeCampaign(office, 'edit')
    const acted = await actOnTimelineImport(office, campaign, await office.request.formData())
    switch (acted.outcome) {
      case 'checked':
        return data({ form: emptyForm, checked: acted.checked })
      case 'refused':
        return data({ form: acted.form, checked: null }, { status: 422 })
      case 'taken':
      case 'undone':
        return redirect(`${paths.office.timelineImport(campaign.slug)}?${acted.outcome}=${acted.count}`, 303)
    }
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const acted = useActionData<typeof action>()
  return (
    <TimelineImportPage
      t={translator(lang)}
      lang={lang}
      form={acted?.form ?? emptyForm}
      checked={acted?.checked ?? null}
      {...props}
    />
  )
}
