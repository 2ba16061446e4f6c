import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { actionHead } from '~/office/actions/action-writing.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { lastChange, restoreTargets } from '~/office/actions/target-history.server'
import { changeTargets, countPosts, readActionTargets, searchPosts } from '~/office/actions/targets.server'
import { TargetsPage } from '~/office/actions/targets-page'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { partOf, readTableState, tableQuery } from '~/office/table/table-state'
import { paths } from '~/paths'
import { cleanLine } from '~/ui/forms/text'

export const loader = guarded('edit', async (office) => {
  const action = await officeAction(office, 'edit')
  const words = cleanLine(office.url.searchParams.get('q') ?? '').slice(0, 100)
  const added = office.url.searchParams.get('added')
  const [head, targets, found, count, last] = await Promise.all([
    actionHead(office, action),
    readActionTargets(office.db, action.id),
    searchPosts(office.db, action.id, words),
    countPosts(office.db, action.id, words),
    lastChange(office.db, action),
  ])
  const names = await organizerNames(office.db, office.vault, [last?.by ?? null])
  return {
    lang: office.lang,
    title: office.t('office.tabs.targets'),
    above: aboveTab(head, office.lang),
    head,
    targeting: action.targeting,
    targets: partOf(
      targets.map((target, at) => ({ ...target, at })),
      office.url.searchParams,
      { by: {}, language: office.lang },
    ),
    search: words ? { words, found, count } : null,
    last: last && {
      revision: last.revision,
      undoTo: last.undoTo,
      by: (last.by && names.get(last.by)) ?? '',
      at: last.at.toISOString(),
    },
    added: added !== null && /^\d{1,4}$/.test(added) ? Number(added) : null,
  }
})

/** Once an action is public, changing its targets requires the right to publish. */
export const action = guarded('edit', async (office) => {
  const draft = await officeAction(office, 'edit')
  const found = draft.state === 'draft' ? draft : await officeAction(office, 'publish')
  const form = await office.request.formData()
  /** The page of the list that was posted from, saying how many were added. */
  const back = (added: number | null) =>
    redirect(
      paths.office.actionTargets(found.slug, {
        ...(added === null ? {} : { added: String(added) }),
        ...tableQuery({}, readTableState(office.url.searchParams, [])),
      }),
      303,
    )
  if (form.get('intent') === 'undo') {
    if ((await restoreTargets(office, found, Number(form.get('to')), Number(form.get('from')))).outcome === 'unknown')
      throw new Response(null, { status: 404 })
    return back(null)
  }
  const changed = await changeTargets(office, found, form)
  switch (changed.outcome) {
    case 'unknown':
      throw new Response(null, { status: 400 })
    case 'refused':
      return data({ typed: { how: String(form.get('how')), order: String(form.get('order')) } }, { status: 422 })
    case 'changed':
      return back(changed.added)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <TargetsPage t={translator(lang)} lang={lang} typed={useActionData<typeof action>()?.typed ?? null} {...props} />
  )
}
