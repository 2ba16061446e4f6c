import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { guarded } from '~/organizers/guard.server'
import { paths } from '~/paths'
import { costOf } from '~/conversations/answer-by-hand.server'
import { dropKeyword, keywordTargets, listKeywords, saveKeyword } from '~/texts/edit-keywords.server'
import { KeywordsPage } from '~/texts/keywords-page'

export const loader = guarded('edit', async (office) => {
  const groups = office.groupsWith('edit')
  const [keywords, targets] = await Promise.all([listKeywords(office.db, groups), keywordTargets(office.db, groups, office.lang)])
  const price = office.env.prices.segment
  return { lang: office.lang, title: office.t('texts.office.keywords'), number: office.env.twilio?.from ?? null, targets, keywords: keywords.map((one) => ({ ...one, cost: one.welcome ? costOf(one.welcome, price) : null })) }
})

export const action = guarded('edit', async (office) => {
  const fields = await formFields(office.request)
  const groups = office.groupsWith('edit')
  if (fields.intent === 'drop') {
    const groupId = await dropKeyword(office.db, groups, fields.word ?? '')
    if (groupId) await office.audit({ groupId, act: 'changed-keyword', subject: `dropped ${fields.word}` })
    return redirect(paths.office.texts(), 303)
  }
  const shown = (problem: string | null, status: number) => data({ values: fields, problem, cost: fields.welcome ? costOf(fields.welcome, office.env.prices.segment) : null }, { status })
  if (fields.intent === 'preview') return shown(null, 200)
  const saved = await saveKeyword(office.db, groups, fields, office.now)
  switch (saved.outcome) {
    case 'saved':
      await office.audit({ groupId: saved.groupId, act: 'changed-keyword', subject: `saved ${saved.word}` })
      return redirect(paths.office.texts(), 303)
    case 'taken':
    case 'no-target':
      return shown(saved.outcome, 422)
    case 'refused':
      return shown(saved.problem, 422)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <KeywordsPage t={translator(lang)} lang={lang} {...props} typed={useActionData<typeof action>() ?? null} />
}
