import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeMember, readMember } from '~/office/team/member.server'
import { MemberPage } from '~/office/team/member-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, type FormState } from '~/ui/forms/form-state'

export const loader = guarded('manage-organizers', async (office) => {
  const member = await readMember(office)
  return { lang: office.lang, title: member.name, member }
})

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const changed = await changeMember(office, await formFields(office.request))
    switch (changed.outcome) {
      case 'link':
        return data<{ form: FormState; link: string | null }>({ form: emptyForm, link: changed.url })
      case 'beyond':
        return data<{ form: FormState; link: string | null }>(
          {
            form: {
              values: {},
              errors: [{ field: 'content', message: 'beyond', said: office.t('office.letIn.beyond') }],
            },
            link: null,
          },
          { status: 422 },
        )
      case 'changed':
        throw redirect(paths.office.member(office.params.organizer!), 303)
    }
  },
  { fresh: { act: 'member' } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, member } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return (
    <MemberPage t={translator(lang)} lang={lang} form={done?.form ?? emptyForm} link={done?.link ?? null} {...member} />
  )
}
