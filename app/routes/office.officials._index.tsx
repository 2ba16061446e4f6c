import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { listPosts, postFilter, sortablePosts } from '~/office/officials/office-posts.server'
import { PostsPage } from '~/office/officials/posts-page'
import { readTableState } from '~/office/table/table-state'
import { addPost } from '~/officials/posts/edit-posts.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => {
  const filter = postFilter.parse(Object.fromEntries(office.url.searchParams))
  const table = readTableState(office.url.searchParams, sortablePosts)
  return {
    lang: office.lang,
    title: office.t('office.menu.sections.officials'),
    filter,
    ...(await listPosts(
      office.db,
      { filter, table, staleDays: office.env.contactStaleDays, language: office.lang },
      office.now,
    )),
    place: office.url.searchParams.get('place'),
    mayEdit: office.groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const fields = await formFields(office.request)
  const added = await office.db.transaction().execute(async (trx) => {
    const done = await addPost(trx, fields, office.now)
    if (done.outcome === 'added')
      await office.audit({ groupId: null, act: 'changed-official', subject: `${done.slug} added` }, trx)
    return done
  })
  return added.outcome === 'refused'
    ? data({ form: added.form }, { status: 422 })
    : redirect(paths.office.post(added.slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, place, ...props } = useLoaderData<typeof loader>()
  return (
    <PostsPage
      t={translator(lang)}
      lang={lang}
      form={useActionData<typeof action>()?.form ?? (place === null ? emptyForm : { values: { place }, errors: [] })}
      {...props}
    />
  )
}
