import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { inBoth, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { BroadcastPage } from '~/office/broadcasts/broadcast-page'
import { broadcastOf, isBeingWritten } from '~/office/broadcasts/broadcasts.server'
import { officialsToShow, pagesToLeadTo } from '~/office/broadcasts/choices.server'
import { changeBlocks, contentFields } from '~/office/broadcasts/content-form'
import { keepBlockPictures } from '~/office/broadcasts/keep-block-pictures.server'
import { dropDraft, frameOf, restoreDraft, saveDraftMessage } from '~/office/broadcasts/save-draft.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'
import type { FormState } from '~/ui/forms/form-state'

export const handle: PageHandle = { script: '/count.js' }

export const loader = guarded('edit', async (office) => {
  const broadcast = await broadcastOf(office)
  // What has gone out is no longer written.
  if (!isBeingWritten(broadcast)) throw redirect(paths.office.broadcastSend(broadcast.id), 303)
  const { id, channel, state, isDropped, campaign, post, content, revision } = broadcast
  const isMail = channel === 'mail'
  return {
    lang: office.lang,
    title: office.t(`broadcasts.title.${channel}`),
    broadcast: { id, channel, state, isDropped, campaign, post, revision },
    values: contentFields(content),
    isSaved: office.url.searchParams.has('saved'),
    price: office.env.prices.segment,
    frames: { en: frameOf(office, campaign.groupId, 'en'), es: frameOf(office, campaign.groupId, 'es') },
    pages: isMail ? await pagesToLeadTo(office, campaign) : [],
    officials: isMail ? await officialsToShow(office.db, campaign.id) : [],
  }
})

export const action = guarded(
  'edit',
  async (office) => {
    const draft = await broadcastOf(office)
    const { intent = '', ...typed } = await formFields(office.request)
    const { fields, errors } = await keepBlockPictures(office, typed)
    const shown = (form: FormState, status: number, theirs: typeof draft | null = null) =>
      data(
        {
          form,
          theirs: theirs && inWords(theirs),
          revision: theirs?.revision ?? readWhole(fields.revision) ?? 0,
        },
        { status },
      )
    if (intent === 'drop') {
      if (!(await dropDraft(office, draft))) return shown({ values: fields, errors: [said(office, 'sent')] }, 409)
      return redirect(`${paths.office.drafts()}?dropped=${draft.id}`, 303)
    }
    if (errors.length > 0) return shown({ values: fields, errors }, 422)
    const cheaper = languages.map((language) => `body_${language}`).find((name) => intent === `cheaper ${name}`)
    if (cheaper)
      return shown({ values: { ...fields, [cheaper]: cheaperSpelling(fields[cheaper] ?? '') }, errors: [] }, 200)
    if (intent === 'count') return shown({ values: fields, errors: [] }, 200)
    const changed = changeBlocks(fields, intent)
    if (changed) return shown({ values: changed, errors: [] }, 200)
    if (intent === 'restore' && !(await restoreDraft(office, draft.id)))
      return shown({ values: fields, errors: [said(office, 'notRestored')] }, 409)
    if (intent !== 'save' && intent !== 'restore') throw new Response(null, { status: 400 })
    const saved = await saveDraftMessage(
      office,
      { ...draft, state: intent === 'restore' ? 'draft' : draft.state },
      fields,
    )
    switch (saved.outcome) {
      case 'saved':
        return redirect(`${paths.office.broadcast(draft.id)}?saved`, 303)
      case 'invalid':
        return shown({ values: fields, errors: saved.errors }, 422)
      case 'stale':
        return shown({ values: fields, errors: [said(office, 'stale')] }, 409, saved.theirs)
      case 'gone':
      case 'sent':
        return shown({ values: fields, errors: [said(office, saved.outcome)] }, 409)
    }
  },
  { uploads: 'picture' },
)

/** What somebody else saved, in words: of a mail, all its blocks. */
function inWords({ content }: Awaited<ReturnType<typeof broadcastOf>>) {
  const { channel, subject, blocks, body } = content
  const words = inBoth((language) =>
    blocks
      .map((block) => block.words[language])
      .filter(Boolean)
      .join('\n\n'),
  )
  return { subject, body: channel === 'mail' ? words : body }
}

function said({ t }: Office, message: 'stale' | 'gone' | 'sent' | 'notRestored') {
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
