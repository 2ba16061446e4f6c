import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { replies } from '~/actions/texts/keywords/reply-tokens'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeKeyword, dropKeyword } from '~/office/texts/edit-keywords.server'
import { flyerOf } from '~/office/texts/flyer.server'
import { KeywordPage } from '~/office/texts/keyword-page'
import {
  alwaysKeywords,
  dearestOf,
  keywordTargets,
  ourReplies,
  readKeyword,
} from '~/office/texts/keywords-office.server'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'

export const handle: PageHandle = { script: '/count.js' }

export const loader = guarded('edit', async (office) => {
  const { db, env, lang, now } = office
  const groups = office.groupsWith('edit')
  const { word = '' } = office.params
  const own = await readKeyword(db, groups, word, now)
  const keyword = own ?? (await alwaysKeywords(db, now)).find((one) => one.word === word)
  if (!keyword) throw new Response(null, { status: 404 })
  const said = office.url.searchParams.get('said')
  return {
    lang,
    title: office.t('texts.office.wordTitle', { word: keyword.word.toUpperCase() }),
    keyword,
    isAlways: own === null,
    price: env.prices.segment,
    targets: await keywordTargets(db, groups, lang, keyword.target),
    ours: ourReplies(keyword, env.publicUrl),
    dearest: dearestOf(keyword, env.publicUrl),
    flyer: await flyerOf(env, keyword),
    hasTexts: env.channels.texts !== 'none',
    said: (['added', 'changed', 'known'] as const).find((one) => one === said) ?? null,
  }
})

export const action = guarded('edit', async (office) => {
  const fields = await formFields(office.request)
  const groups = office.groupsWith('edit')
  const { word = '' } = office.params
  const { intent = '' } = fields
  if (intent === 'drop') {
    const groupId = await dropKeyword(office.db, groups, word, office.now)
    if (!groupId) throw new Response(null, { status: 404 })
    await office.audit({ groupId, act: 'changed-keyword', subject: `gave back ${word}` })
    return redirect(`${paths.office.texts()}?dropped=${encodeURIComponent(word)}`, 303)
  }
  const cheaper = replies.find((reply) => intent === `cheaper ${reply}`)
  if (cheaper) return data({ values: { ...fields, [cheaper]: cheaperSpelling(fields[cheaper] ?? '') }, errors: [] })
  if (intent === 'count') return data({ values: fields, errors: [] })
  const changed = await changeKeyword(office.db, groups, word, fields, office.env.publicUrl, office.now)
  switch (changed.outcome) {
    case 'changed':
      await office.audit({ groupId: changed.groupId, act: 'changed-keyword', subject: `changed ${changed.word}` })
      return redirect(`${paths.office.keyword(changed.word)}?said=changed`, 303)
    case 'gone':
      throw new Response(null, { status: 404 })
    case 'refused':
      return data(
        {
          values: fields,
          errors: changed.problems.map(({ field, problem }) => ({
            field,
            message: problem,
            said: office.t(`texts.office.problems.${problem}`),
          })),
        },
        { status: 422 },
      )
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <KeywordPage t={translator(lang)} lang={lang} {...props} form={useActionData<typeof action>() ?? null} />
}
