import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { BroadcastPage } from '~/office/broadcasts/broadcast-page'
import { draftOf, dropDraft, restoreDraft, saveDraftMessage } from '~/office/broadcasts/broadcasts.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'
import type { FormState } from '~/ui/forms/form-state'

export const handle: PageHandle = { script: '/count.js' }

export const loader = guarded('edit', async (office) => {
  const broadcast = await draftOf(office)
  const { subject, body } = broadcast
  return {
    lang: office.lang,
    title: office.t(`broadcasts.title.${broadcast.channel}`),
    broadcast,
    values: { subject_en: subject.en, subject_es: subject.es, body_en: body.en, body_es: body.es } as Record<
      string,
      string
    >,
    isSaved: office.url.searchParams.has('saved'),
    price: office.env.prices.segment,
  }
})

export const action = guarded('edit', async (office) => {
  const draft = await draftOf(office)
  const { intent = '', ...fields } = await formFields(office.request)
  const shown = (form: FormState, status: number, theirs: typeof draft | null = null) =>
    data({ form, theirs, revision: theirs?.revision ?? readWhole(fields.revision) ?? 0 }, { status })
  if (intent === 'drop') {
    await dropDraft(office, draft)
    return redirect(`${paths.office.drafts()}?dropped=${draft.id}`, 303)
  }
  const cheaper = languages.map((language) => `body_${language}`).find((name) => intent === `cheaper ${name}`)
  if (cheaper)
    return shown({ values: { ...fields, [cheaper]: cheaperSpelling(fields[cheaper] ?? '') }, errors: [] }, 200)
  if (intent === 'count') return shown({ values: fields, errors: [] }, 200)
  if (intent === 'restore' && !(await restoreDraft(office, draft.id)))
    return shown({ values: fields, errors: [said(office, 'notRestored')] }, 409)
  const saved = await saveDraftMessage(office, draft, fields)
  switch (saved.outcome) {
    case 'saved':
      return redirect(`${paths.office.broadcast(draft.id)}?saved`, 303)
    case 'invalid':
      return shown({ values: fields, errors: saved.errors }, 422)
    case 'stale':
      return shown({ values: fields, errors: [said(office, 'stale')] }, 409, saved.theirs)
    case 'gone':
      return shown({ values: fields, errors: [said(office, 'gone')] }, 409)
  }
})

function said({ t }: Office, message: 'stale' | 'gone' | 'notRestored') {
  return { field: 'theirs', message, said: t(`broadcasts.${message}`) }
}

export const meta = officeMeta

export default function Route() {
  const { title: _, values, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return (
    <BroadcastPage
      t={translator(props.lang)}
      {...props}
      form={done?.form ?? { values, errors: [] }}
      theirs={done?.theirs ?? null}
      revision={done?.revision ?? props.broadcast.revision}
      isSaved={props.isSaved && !done}
    />
  )
}
