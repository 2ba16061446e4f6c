import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { postKind } from '~/campaigns/news/news-content'
import { translator } from '~/i18n/translator'
import { draftsOfPost } from '~/office/broadcasts/make-draft.server'
import { edit, readEditing } from '~/office/editor/edit.server'
import { withRefused } from '~/office/editor/editor-form'
import { answerEdit, justPublished } from '~/office/editor/writing-routes.server'
import { titleOf } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { EditStoryPage } from '~/office/story/edit-story-page'
import { storyMenu } from '~/office/story/list-story.server'
import { withUpload } from '~/office/story/with-upload.server'
import { fieldsFor, fieldsWritten, writingOf } from '~/office/story/writing-of.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => {
  const writing = writingOf(office)
  const thing = await writing.find(office, 'edit')
  const [head, editing, fields] = await Promise.all([
    writing.head(office, thing),
    readEditing(office, writing, thing),
    fieldsFor(office, thing),
  ])
  const { lang } = office
  return {
    lang,
    title: titleOf(head, lang),
    above: head.list ? [head.list] : [],
    head,
    ...editing,
    fields,
    menu: storyMenu(office),
    kind: office.params.kind!,
    campaign: { slug: thing.campaignSlug, name: '' },
    telling:
      office.params.kind === postKind.name
        ? {
            path: paths.office.postMessage(thing.campaignSlug, thing.slug),
            isPublished: thing.state === 'open',
            drafts: await draftsOfPost(office, thing.id),
          }
        : null,
    justPublished: justPublished(office),
  }
})

/** Saves, previews and publishes. A file arrives together with everything that was typed. */
export const action = guarded(
  'edit',
  async (office) => {
    const writing = writingOf(office)
    const thing = await writing.find(office, 'edit')
    const { fields, problem, field } = await withUpload(office, fieldsWritten(office), await formFields(office.request))
    const edited = await edit(office, writing, thing, fields)
    if (field && !problem && edited.outcome === 'saved') return redirect(`${writing.paths.edit(thing)}#${field}`, 303)
    if (!problem || edited.outcome === 'published' || edited.outcome === 'unchanged')
      return answerEdit(writing, thing, fields, edited)
    const refused =
      edited.outcome === 'refused'
        ? edited
        : {
            outcome: 'refused' as const,
            form: { values: fields, errors: [] },
            conflict: null,
            revision: edited.revision,
            isUnsaved: false,
          }
    return answerEdit(writing, thing, fields, {
      ...refused,
      form: { ...refused.form, errors: [...refused.form.errors, problem] },
    })
  },
  { uploads: 'video' },
)

export const meta = officeMeta

export default function Route() {
  const { title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditStoryPage t={translator(loaded.lang)} {...props} />
}
