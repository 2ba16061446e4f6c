import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { type CommentLine, moderate, readComments, sortableComments } from '~/office/people/moderation/comments.server'
import { CommentsPage, hideReasons } from '~/office/people/moderation/comments-page'
import { readTableState } from '~/office/table/table-state'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'

const stateOf = (text: string | null): CommentLine['state'] => (text === 'shown' || text === 'hidden' ? text : 'review')

export const loader = guarded('moderate', async (office) => {
  const state = stateOf(office.url.searchParams.get('state'))
  return {
    lang: office.lang,
    title: office.t('office.nav.comments'),
    state,
    ...(await readComments(office, state, readTableState(office.url.searchParams, sortableComments))),
  }
})

export const action = guarded('moderate', async (office) => {
  const form = await office.request.formData()
  const verdict = form.get('verdict')
  if (verdict !== 'shown' && verdict !== 'hidden') throw new Response(null, { status: 400 })
  const reason = hideReasons.find((one) => one === form.get('reason')) ?? null
  await moderate(
    office,
    form.getAll('id').map((id) => uuidOf(String(id))),
    verdict,
    verdict === 'hidden' ? reason : null,
  )
  // Back to the same part of the list: the form posts to its address.
  const list = `${paths.office.comments()}${office.url.search}`
  return redirect(form.get('from') === 'today' ? `${paths.office.home()}?shown` : list, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <CommentsPage t={translator(lang)} lang={lang} {...props} />
}
