import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readOfficePost } from '~/office/officials/office-posts.server'
import { actOnPost } from '~/office/officials/post-actions.server'
import { PostPage } from '~/office/officials/post-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => {
  const post = await readOfficePost(office.db, office.params.post ?? '')
  if (!post) throw new Response(null, { status: 404 })
  return {
    lang: office.lang,
    title: post.holder?.name ?? post.title,
    post,
    reportAt: `${office.env.publicUrl}${paths.official(office.lang, post.slug)}#report`,
    mayEdit: office.groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const slug = office.params.post ?? ''
  const done = await actOnPost(office, slug, await formFields(office.request))
  return done.outcome === 'refused'
    ? data({ form: done.form }, { status: 422 })
    : redirect(paths.office.post(slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PostPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
