import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import type { Petition } from '~/actions/petitions/petition'
import { translator } from '~/i18n/translator'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { pageKinds } from '~/office/pages/page-kinds.server'
import { readPages } from '~/office/pages/pages.server'
import { type CopyTarget, makeCopies, readBodies, readPostTargets, readTargets } from '~/office/petitions/copies.server'
import { CopiesPage } from '~/office/petitions/copies-page'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const choice = choiceOf(Object.fromEntries(office.url.searchParams))
  const head = await petitionHead(office, petition)
  return {
    lang: office.lang,
    title: office.t('office.tabs.copies'),
    above: aboveTab(head, office.lang),
    head,
    kinds: pageKinds(office),
    copies: await readPages(office.db, office.groupsWith('see-numbers'), office.now, petition.id),
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
    return answered(office, petition, fields, targets)
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
  return answered(office, petition, fields, read.targets)
})

async function answered(office: Office, petition: Petition, values: Record<string, string>, targets: CopyTarget[]) {
  const done = await makeCopies(office, petition, targets)
  switch (done.outcome) {
    case 'made':
      return redirect(`${paths.office.petitionCopies(petition.slug)}?made=${done.made}`, 303)
    case 'no-blanks':
      return data({ form: { values, errors: [{ field: 'targets', message: 'noBlanks' }] } }, { status: 422 })
  }
}

const choiceOf = ({ state = '', role = '', body = '' }: Record<string, string>) => ({ state, role, body })

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <CopiesPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
