import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readPowers, removePower, savePower } from '~/office/officials/powers.server'
import { PowersPage } from '~/office/officials/powers-page'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => ({
  lang: office.lang,
  title: office.t('office.menu.sections.powers'),
  powers: await readPowers(office.db),
  mayEdit: office.groupsWith('edit-directory').length > 0,
}))

export const action = guarded('edit-directory', async (office) => {
  const fields = await formFields(office.request)
  if (fields.intent !== 'save' && fields.intent !== 'remove') throw new Response(null, { status: 400 })
  const done = await office.db.transaction().execute(async (trx) => {
    const saved =
      fields.intent === 'save'
        ? { undo: null, ...(await savePower(trx, fields, office.now)) }
        : { undo: null, ...(await removePower(trx, office, fields)) }
    if (saved.outcome === 'saved')
      await office.audit(
        { groupId: null, act: 'changed-power', subject: `${fields.state} ${fields.role} ${fields.topic}` },
        trx,
      )
    return saved
  })
  return done.outcome === 'refused'
    ? data({ form: done.form }, { status: 422 })
    : redirect(done.undo ? withUndo(paths.office.powers(), done.undo) : paths.office.powers(), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PowersPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
