import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { removeDraft } from '~/office/editor/remove.server'
import { changeState } from '~/office/editor/writing-routes.server'
import { titleOf } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { LadderPage } from '~/office/ladders/ladder-page'
import { ladderWriting } from '~/office/ladders/ladder-writing.server'
import { pauseLadder, settleTask } from '~/office/ladders/ladders.server'
import { readLadderPage } from '~/office/ladders/read-ladder-page.server'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => {
  const thing = await ladderWriting.find(office, 'edit')
  const [head, page] = await Promise.all([ladderWriting.head(office, thing), readLadderPage(office, thing)])
  return { lang: office.lang, title: titleOf(head, office.lang), head, ...page }
})

/** Pauses it, lets it go on, closes or reopens it, removes a draft; marks a task as done. */
export const action = guarded('edit', async (office) => {
  const { intent, state, task = '' } = await formFields(office.request)
  if (intent === 'done' || intent === 'reopen') {
    const thing = await ladderWriting.find(office, 'edit')
    if (!office.may('see-people', thing.groupId)) throw new Response(null, { status: 403 })
    await settleTask(office, thing.id, { task, isDone: intent === 'done' })
    return redirect(`${paths.office.ladder(thing.id)}${intent === 'done' ? `?done=${task}` : ''}`, 303)
  }
  const thing = await ladderWriting.find(office, 'publish')
  const here = paths.office.ladder(thing.id)
  if (intent === 'pause' || intent === 'resume') {
    const undo = await pauseLadder(office, thing, intent === 'pause')
    return redirect(undo ? withUndo(here, undo) : here, 303)
  }
  if (state === 'removed') {
    const { undo } = await removeDraft(office, ladderWriting, thing)
    return redirect(withUndo(undo ? paths.office.ladders() : here, undo ?? 'kept'), 303)
  }
  const next = ladderWriting.states.find((one) => one === state)
  if (!next) throw new Response(null, { status: 400 })
  const undo = await changeState(office, ladderWriting, thing, next)
  return redirect(undo ? withUndo(here, undo) : here, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <LadderPage t={translator(lang)} lang={lang} {...props} />
}
