import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { type BulkPreview, bulkAsked, previewBulk, rightFor, startBulk } from '~/office/people/bulk.server'
import { BulkPage } from '~/office/people/bulk-page'
import { listBulk } from '~/office/people/list-bulk.server'
import { refusedNumber } from '~/office/people/refused-numbers'
import { readSignerFilter } from '~/office/people/signers.server'
import { newTag } from '~/office/people/tag-text'
import { withUndo } from '~/office/undo/just-done'
import { listUndoable } from '~/office/undo/undo-change.server'
import { paths } from '~/paths'
import { emptyForm, type FormState } from '~/ui/forms/form-state'

export const loader = guarded('see-people', async (office) => ({
  lang: office.lang,
  title: office.t('office.bulk.title'),
  ...(await listBulk(office)),
  undoable: await listUndoable(office),
}))

/** First shows what would be done; does it when asked again with what was shown. */
export const action = guarded('see-people', async (office) => {
  const form = await office.request.formData()
  const fields = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const isChosen = fields.whom === 'chosen' || (fields.whom !== 'all' && form.has('person'))
  const chosen: Record<string, string> = isChosen ? { people: form.getAll('person').map(String).join(',') || '-' } : {}
  const { filter, isReadable } = readSignerFilter({ ...fields, ...chosen })
  const asked = { ...bulkAsked.parse({ ...fields, tag: fields.new_tag }), filter }
  const { kind } = asked
  if (office.groupsWith(rightFor[kind]).length === 0) throw new Response(null, { status: 403 })
  const show = async (message: string | null) =>
    data<{ form: FormState; preview: BulkPreview }>(
      {
        form: message
          ? {
              values: { new_tag: asked.tag },
              errors: [{ field: /^(tag|holds)/.test(message) ? 'new_tag' : 'do', message }],
            }
          : emptyForm,
        preview: await previewBulk(office, asked),
      },
      { status: message ? 422 : 200 },
    )
  if (!isReadable) return show('filterUnread')
  if ((kind === 'tag' || kind === 'untag') && !asked.tag) return show('tagMissing')
  if (kind === 'tag' && !newTag.safeParse(asked.tag).success) return show('tagSeparator')
  const number = kind === 'tag' ? refusedNumber(asked.tag) : null
  if (number) return show(number)
  if (fields.intent !== 'do' || kind === 'export') return show(null)
  const started = await startBulk(office, { ...asked, kind })
  switch (started.outcome) {
    case 'done':
    case 'begun':
      throw redirect(kind === 'erase' ? paths.office.bulk() : withUndo(paths.office.bulk(), started.id), 303)
    case 'unchanged':
      throw redirect(withUndo(paths.office.bulk(), 'unchanged'), 303)
    case 'changed':
      return show('listChanged')
    case 'legal-hold':
      return show('legalHold')
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, acts, isOne, undoable } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return (
    <BulkPage
      t={translator(lang)}
      lang={lang}
      acts={acts}
      isOne={isOne}
      undoable={undoable}
      form={done?.form ?? emptyForm}
      preview={done?.preview ?? null}
    />
  )
}
