import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { lastChange } from '~/campaigns/policies/edit-policies.server'
import { listPolicyKinds } from '~/campaigns/policies/policies.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnPolicy } from '~/office/policies/act-on-policy.server'
import { readOfficePolicy } from '~/office/policies/office-policies.server'
import { PolicyPage } from '~/office/policies/policy-page'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async ({ db, env, now, params, lang, organizer, groupsWith }) => {
  const policy = await readOfficePolicy(db, uuidOf(params.policy ?? ''))
  if (!policy) throw new Response(null, { status: 404 })
  const oldest = new Date(now.getTime() - env.contactStaleDays * 86_400_000).toISOString().slice(0, 10)
  return {
    lang,
    title: policy.placeName,
    policy,
    kinds: await listPolicyKinds(db),
    change: await lastChange(db, policy.id, organizer.id, now),
    isStale: policy.endedOn === null && policy.checkedOn < oldest,
    mayEdit: groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const id = uuidOf(office.params.policy ?? '')
  const fields = await formFields(office.request)
  const done = await actOnPolicy(office, id, fields)
  if (done.outcome === 'refused') return data({ form: done.form }, { status: 422 })
  const isStillThere = await readOfficePolicy(office.db, id)
  return redirect(
    isStillThere ? paths.office.policy(id) : paths.office.policies(fields.intent === 'remove' ? id : undefined),
    303,
  )
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PolicyPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
