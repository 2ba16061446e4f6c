import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { foldKeyword } from '~/actions/texts/keywords/keyword'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { hasWords, partOf, wordsIn } from '~/office/table/table-state'
import { addKeyword, restoreKeyword } from '~/office/texts/edit-keywords.server'
import { alwaysKeywords, keywordTargets, listKeywords } from '~/office/texts/keywords-office.server'
import { KeywordsPage } from '~/office/texts/keywords-page'
import { ownReplies } from '~/office/texts/own-replies'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const groups = office.groupsWith('edit')
  const [always, keywords, dropped, targets] = await Promise.all([
    alwaysKeywords(office.db, office.now),
    listKeywords(office.db, groups, 'kept', office.now),
    listKeywords(office.db, groups, 'dropped', office.now),
    keywordTargets(office.db, groups, office.lang),
  ])
  const q = wordsIn(office.url.searchParams)
  const asked = (['dropped', 'restored', 'taken'] as const).find((name) => office.url.searchParams.has(name))
  const said = asked ? { what: asked, word: foldKeyword(office.url.searchParams.get(asked)!) } : null
  return {
    lang: office.lang,
    title: office.t('texts.office.keywords'),
    channels: office.env.channels,
    number: office.env.twilio?.from ?? null,
    q,
    registered: keywords.length,
    ...partOf(
      [...keywords, ...always].filter(({ word, title }) => hasWords(q, word, title)),
      office.url.searchParams,
      {
        by: {
          word: ({ word }) => word,
          language: ({ language }) => language,
          target: ({ title }) => title,
          state: ({ isOpen }) => Number(!isOpen),
          answers: ownReplies,
        },
        language: office.lang,
      },
    ),
    dropped,
    targets,
    chosen: office.url.searchParams.get('target') ?? '',
    said,
  }
})

export const action = guarded('edit', async (office) => {
  const fields = await formFields(office.request)
  const groups = office.groupsWith('edit')
  if (fields.intent === 'restore') {
    const word = foldKeyword((fields.word ?? '').slice(0, 100))
    const groupId = await restoreKeyword(office.db, groups, word)
    if (groupId) await office.audit({ groupId, act: 'changed-keyword', subject: `took up ${word}` })
    return redirect(`${paths.office.texts()}?${groupId ? 'restored' : 'taken'}=${encodeURIComponent(word)}`, 303)
  }
  const added = await addKeyword(office.db, groups, fields, office.now)
  switch (added.outcome) {
    case 'added':
      await office.audit({ groupId: added.groupId, act: 'changed-keyword', subject: `added ${added.word}` })
      return redirect(`${paths.office.keyword(added.word)}?said=added`, 303)
    case 'known':
      return redirect(`${paths.office.keyword(added.word)}?said=known`, 303)
    case 'refused':
      return data(
        {
          form: {
            values: fields,
            errors: [
              { field: added.field, message: added.problem, said: office.t(`texts.office.problems.${added.problem}`) },
            ],
          },
        },
        { status: 422 },
      )
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, chosen, ...props } = useLoaderData<typeof loader>()
  return (
    <KeywordsPage
      t={translator(lang)}
      lang={lang}
      {...props}
      form={useActionData<typeof action>()?.form ?? { ...emptyForm, values: { target: chosen } }}
    />
  )
}
