import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { edit } from '~/office/editor/edit.server'
import { withRefused } from '~/office/editor/editor-form'
import { answerEdit, editLoader } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { EditPage } from '~/office/petitions/edit-page'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { changePicture, pictureAsked } from '~/office/petitions/put-picture.server'
import { formFields } from '~/ui/forms/form-fields'

export const loader = editLoader(petitionWriting)

/** Saves, previews and publishes; a picture arrives together with the typed text, which is saved first. */
export const action = guarded(
  'edit',
  async (office) => {
    const petition = await petitionWriting.find(office, 'edit')
    const fields = await formFields(office.request)
    const asked = pictureAsked(fields)
    const edited = await edit(office, petitionWriting, petition, asked ? { ...fields, intent: 'save' } : fields)
    if (!asked) return answerEdit(petitionWriting, petition, fields, edited)
    const changed = await changePicture(office, petition, asked)
    if (edited.outcome === 'refused') {
      // What a colleague saved in between has to meet what is typed here, not to be overwritten by it.
      const isNext = changed.outcome === 'changed' && changed.revision === edited.revision + 1
      return data(
        { ...edited, revision: isNext ? changed.revision : edited.revision },
        { status: edited.conflict ? 409 : 422 },
      )
    }
    const why = changed.outcome === 'wrong' ? changed.why : changed.isSmall ? 'small' : null
    const at = why ? `?refused=${asked.place}.${why}` : `#${asked.place}`
    return redirect(`${petitionWriting.paths.edit(petition)}${at}`, 303)
  },
  { uploads: 'picture' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditPage t={translator(lang)} lang={lang} {...props} />
}
