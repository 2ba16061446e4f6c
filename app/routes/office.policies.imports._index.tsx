import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listPolicyKinds } from '~/campaigns/policies/policies.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readLists } from '~/office/lists/read-lines.server'
import { bringInPolicies } from '~/office/policies/imports/policy-import-actions.server'
import { PolicyListsPage } from '~/office/policies/imports/policy-lists-page'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => ({
  lang: office.lang,
  title: office.t('localities.lists.title'),
  kinds: await listPolicyKinds(office.db),
  lists: await readLists(office, 'policy'),
  mayEdit: office.groupsWith('edit-directory').length > 0,
}))

export const action = guarded(
  'edit-directory',
  async (office) => {
    const done = await bringInPolicies(office, await office.request.formData())
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.policyList(done.id), 303)
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PolicyListsPage
      t={translator(lang)}
      lang={lang}
      form={useActionData<typeof action>()?.form ?? emptyForm}
      {...props}
    />
  )
}
