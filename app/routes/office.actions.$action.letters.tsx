import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { outreachKind } from '~/actions/registry.server'
import { translator } from '~/i18n/translator'
import { actionHead } from '~/office/actions/action-writing.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { aboveTab, WritingTabs } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { LetterFigures } from '~/office/letters/letter-figures'
import { comparedLetters, readLetterFailures, readLetterFigures } from '~/office/letters/letter-figures.server'
import { setMailMode } from '~/officials/posts/mail-mode.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

const change = z.object({ organization: z.uuid(), mode: z.enum(['each', 'digest']) })

export const loader = guarded('see-numbers', async (office) => {
  const action = await officeAction(office, 'see-numbers')
  if (!outreachKind(action.kind).isCarriedByLetter) throw new Response(null, { status: 404 })
  const [head, figures, failures] = await Promise.all([
    actionHead(office, action),
    readLetterFigures(office.db, action.id),
    readLetterFailures(office.db, action.id),
  ])
  return {
    lang: office.lang,
    title: office.t('letters.office.title'),
    above: aboveTab(head, office.lang),
    head,
    figures,
    failures,
    compared: comparedLetters,
    mayChange: office.may('publish', action.groupId),
  }
})

/** Changes how letters reach an office that this action has written to. */
export const action = guarded('publish', async (office) => {
  const found = await officeAction(office, 'publish')
  const read = change.safeParse(await formFields(office.request))
  if (!read.success) throw new Response(null, { status: 400 })
  const { organization, mode } = read.data
  if (!(await readLetterFigures(office.db, found.id)).some((one) => one.organizationId === organization))
    throw new Response(null, { status: 404 })
  await office.db.transaction().execute(async (trx) => {
    if (await setMailMode(trx, organization, mode))
      await office.audit({ groupId: found.groupId, act: 'changed-mail-mode', subject: `${organization} ${mode}` }, trx)
  })
  return redirect(paths.office.actionLetters(found.slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, head, ...props } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="letters" />
      <LetterFigures t={t} lang={lang} {...props} />
    </>
  )
}
