import { data, redirect } from '@remix-run/node'
import { qrCode } from '~/actions/kind/qr-code.server'
import { inBoth } from '~/i18n/language'
import { justPublished } from '~/office/editor/writing-routes.server'
import { aboveTab } from '~/office/editor/writing-tabs'
import { guarded } from '~/office/guard/guard.server'
import { listKeywords } from '~/office/texts/keywords-office.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { sharedPage } from './shared-page.server'
import { changeSourceCodes, listSourceCodes } from './source-codes.server'
import { sumByName } from './source-name'

/** Loader of the page that shares a petition or an action. */
export const shareLoader = guarded('see-numbers', async (office) => {
  const page = await sharedPage(office, 'see-numbers')
  const mayEdit = office.may('edit', page.groupId)
  const [head, codes, counts, keywords] = await Promise.all([
    page.head(office),
    listSourceCodes(office.db, page),
    page.countBySource(office.db),
    page.keywordTarget ? listKeywords(office.db, [page.groupId], 'kept', office.now) : [],
  ])
  const countOf = (code: string) => counts.find((one) => one.code === code)?.count ?? 0
  const asked = (name: string) => office.url.searchParams.get(name)
  return {
    lang: office.lang,
    title: office.t('office.tabs.share'),
    above: aboveTab(head, office.lang),
    head,
    justPublished: justPublished(office),
    links: inBoth((language) => `${office.env.publicUrl}${page.path(language)}`),
    short: `${office.env.publicUrl}${paths.short(page.slug)}`,
    qr: page.state === 'draft' ? '' : await qrCode(`${office.env.publicUrl}${paths.short(page.slug)}?r=qr`),
    files: Object.fromEntries(
      ['qr', ...codes.map(({ code }) => code)].map((code) => [
        code,
        {
          picture: inBoth((language) => page.office.code(`${language}-${code}.png`)),
          sheet: page.office.code(`${office.lang}-${code}-sheet.pdf`),
          flyer: page.office.code(`${office.lang}-${code === 'qr' ? 'flyer' : code}-flyer.pdf`),
        },
      ]),
    ),
    signSheet: page.office.signSheet,
    editPath: page.office.edit,
    codes: codes.map((one) => ({ ...one, count: countOf(one.code) })),
    others: sumByName(
      office.t,
      counts.filter(({ code, count }) => count > 0 && codes.every((one) => one.code !== code)),
    ),
    keywords: keywords
      .filter(({ target }) => target === page.keywordTarget)
      .map(({ word, language }) => ({
        word: word.toUpperCase(),
        language,
        path: mayEdit ? paths.office.keyword(word) : null,
      })),
    newKeyword: page.keywordTarget && mayEdit ? paths.office.newKeyword(page.keywordTarget) : null,
    hasKeywords: page.keywordTarget !== null,
    mayEdit,
    changed: { added: asked('added'), known: asked('known'), removed: asked('removed') },
  }
})

/** Makes a source code, or removes one. */
export const shareAction = guarded('edit', async (office) => {
  const page = await sharedPage(office, 'edit')
  const changed = await changeSourceCodes(office, page, await formFields(office.request))
  switch (changed.outcome) {
    case 'refused':
      return data({ form: changed.form }, { status: 422 })
    case 'removed':
      return redirect(`${page.office.share}?${new URLSearchParams({ removed: changed.name })}#codes`, 303)
    case 'added':
    case 'known':
      return redirect(`${page.office.share}?${changed.outcome}=${changed.code}#code-${changed.code}`, 303)
  }
})
