import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { lastChange } from '~/campaigns/policies/edit-policies.server'
import { listPolicyKinds } from '~/campaigns/policies/policies.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnPolicy } from '~/office/policies/act-on-policy.server'
import { listOfficePolicies, policyFilter, sortablePolicies } from '~/office/policies/office-policies.server'
import { PoliciesPage } from '~/office/policies/policies-page'
import { readTableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async ({ db, env, now, url, lang, t, organizer, groupsWith }) => {
  const filter = policyFilter.parse({
    ...Object.fromEntries(Object.keys(policyFilter.shape).map((name) => [name, ''])),
    ...Object.fromEntries(url.searchParams),
  })
  const changed = url.searchParams.get('changed')
  return {
    lang,
    title: t('office.menu.sections.policies'),
    filter,
    kinds: await listPolicyKinds(db),
    ...(await listOfficePolicies(
      db,
      {
        filter,
        table: readTableState(url.searchParams, sortablePolicies),
        staleDays: env.contactStaleDays,
        language: lang,
      },
      now,
    )),
    change: isUuid(changed) ? await lastChange(db, changed, organizer.id, now) : null,
    mayEdit: groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const done = await actOnPolicy(office, null, await formFields(office.request))
  return done.outcome === 'refused'
    ? data({ form: done.form }, { status: 422 })
    : redirect(paths.office.policies(done.id), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PoliciesPage
      t={translator(lang)}
      lang={lang}
      form={useActionData<typeof action>()?.form ?? emptyForm}
      {...props}
    />
  )
}
