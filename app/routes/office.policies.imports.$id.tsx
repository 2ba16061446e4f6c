import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { listPolicyKinds } from '~/campaigns/policies/policies.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { linesToShow } from '~/office/lists/lines-to-show'
import { actOnPolicies } from '~/office/policies/imports/policy-import-actions.server'
import { PolicyListPage } from '~/office/policies/imports/policy-list-page'
import { readPolicyList } from '~/office/policies/imports/policy-lists.server'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => {
  const show = linesToShow(office.url.searchParams.get('show'))
  const after = readWhole(office.url.searchParams.get('after')) ?? 0
  const list = await readPolicyList(office.db, uuidOf(office.params.id ?? ''), show, after)
  if (!list) throw new Response(null, { status: 404 })
  return {
    lang: office.lang,
    title: list.fileName,
    above: [{ name: office.t('localities.lists.title'), path: paths.office.policyLists() }],
    list,
    show,
    kinds: await listPolicyKinds(office.db),
    mayEdit: office.groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const done = await actOnPolicies(office, uuidOf(office.params.id ?? ''), await formFields(office.request))
  if (done.outcome === 'refused') return data({ form: done.form }, { status: 422 })
  return redirect(done.id ? paths.office.policyList(done.id) : paths.office.policyLists(), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PolicyListPage
      t={translator(lang)}
      lang={lang}
      form={useActionData<typeof action>()?.form ?? emptyForm}
      {...props}
    />
  )
}
