import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { readStandings } from '~/office/dashboard/rollups.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { makeCopies, readBodies, readPostTargets, readTargets } from '~/office/petitions/copies.server'
import { CopiesPage } from '~/office/petitions/copies-page'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const choice = choiceOf(Object.fromEntries(office.url.searchParams))
  return {
    lang: office.lang,
    title: office.t('office.tabs.copies'),
    head: await petitionHead(office, petition),
    copies: await readStandings(office.db, office.groupsWith('see-numbers'), office.now, petition.id),
    made: readWhole(office.url.searchParams.get('made')),
    choice,
    bodies: await readBodies(office.db),
    posts: await readPostTargets(office.db, petition.id, choice),
  }
})

export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const form = await office.request.formData()
  const fields: Record<string, string> = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  if (fields.intent === 'posts') {
    const chosen = new Set(form.getAll('post').map(String))
    const targets = (await readPostTargets(office.db, petition.id, choiceOf(fields))).filter((post) =>
      chosen.has(post.postId),
    )
    return redirect(
      `${paths.office.petitionCopies(petition.slug)}?made=${await makeCopies(office, petition, targets)}`,
      303,
    )
  }
  const read = readTargets(fields.targets ?? '')
  if (read.outcome === 'invalid')
    return data(
      {
        form: {
          values: fields,
          errors: [
            { field: 'targets', message: 'targetsWrong', said: office.t('office.copies.wrong', { line: read.line }) },
          ],
        },
      },
      { status: 422 },
    )
  return redirect(
    `${paths.office.petitionCopies(petition.slug)}?made=${await makeCopies(office, petition, read.targets)}`,
    303,
  )
})

const choiceOf = ({ state = '', role = '', body = '' }: Record<string, string>) => ({ state, role, body })

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <CopiesPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
