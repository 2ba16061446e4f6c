import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnImport } from '~/office/people/imports/import-actions.server'
import { readImports, usualListLanguage } from '~/office/people/imports/imports.server'
import { ImportsPage } from '~/office/people/imports/imports-page'
import { onlyByPhone } from '~/office/people/imports/only-by-phone.server'
import { readSecondTypings } from '~/office/people/imports/second-typing.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('import', async (office) => {
  const petition = await officePetition(office, 'import')
  const usual = await usualListLanguage(office.db, petition, office.lang)
  const head = await petitionHead(office, petition)
  return {
    lang: office.lang,
    title: office.t('office.tabs.imports'),
    above: aboveTab(head, office.lang),
    head,
    batches: await readImports(office.db, office.vault, petition, usual),
    usual,
    done: office.url.searchParams.get('done'),
    sheets: await readSecondTypings(office, petition),
    byPhone: office.env.channels.texts === 'none' ? await onlyByPhone(office.db, petition.id) : null,
  }
})

export const action = guarded(
  'import',
  async (office) => {
    const petition = await officePetition(office, 'import')
    const done = await actOnImport(office, { ...petition, petition }, await office.request.formData())
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.petitionImport(petition.slug) + (done.recording ? `?done=${done.recording}` : ''), 303)
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <ImportsPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
