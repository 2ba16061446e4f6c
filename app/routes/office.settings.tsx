import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { removeLogo, saveLogo } from '~/office/settings/group-logo.server'
import { readSettings, saveSettings } from '~/office/settings/group-settings.server'
import { SettingsPage } from '~/office/settings/settings-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('manage-organizers', async (office) => ({
  lang: office.lang,
  title: office.t('office.settings.title'),
  groups: await readSettings(office),
  saved: office.url.searchParams.get('saved'),
  mailFrom: office.env.mailFrom,
}))

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const fields = await formFields(office.request)
    const done =
      fields.intent === 'logo'
        ? await saveLogo(office, fields)
        : fields.intent === 'no-logo'
          ? await removeLogo(office, fields)
          : await saveSettings(office, fields)
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.settings(done.id), 303)
  },
  { fresh: { act: 'settings' }, uploads: 'picture' },
)

export const meta = officeMeta

export default function Route() {
  const { title: _, saved, ...props } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.form
  return (
    <SettingsPage t={translator(props.lang)} form={refused ?? emptyForm} saved={refused ? null : saved} {...props} />
  )
}
