import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { type CommentLine, moderate, readComments } from '~/office/people/moderation/comments.server'
import { CommentsPage, hideReasons } from '~/office/people/moderation/comments-page'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'

const stateOf = (text: string | null): CommentLine['state'] => (text === 'shown' || text === 'hidden' ? text : 'review')

export const loader = guarded('moderate', async (office) => {
  const state = stateOf(office.url.searchParams.get('state'))
  return { lang: office.lang, title: office.t('office.nav.comments'), state, lines: await readComments(office, state) }
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
  const from = String(form.get('from'))
  return redirect(
    from === 'today' ? `${paths.office.home()}?shown` : `${paths.office.comments()}?state=${stateOf(from)}`,
    303,
  )
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <CommentsPage t={translator(lang)} lang={lang} {...props} />
}
