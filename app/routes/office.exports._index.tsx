import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { AskExportForm } from '~/office/people/exports/ask-export-form'
import { askForExport, listExports } from '~/office/people/exports/export-people.server'
import { isExportShape } from '~/office/people/exports/export-shapes.server'
import { ExportsPage } from '~/office/people/exports/exports-page'
import { scopesOf } from '~/office/people/scope'
import { readSignerFilter } from '~/office/people/signers.server'
import { partOf } from '~/office/table/table-state'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { formFields } from '~/ui/forms/form-fields'
import { cleanLine } from '~/ui/forms/text'

export const loader = guarded('export-people', async (office) => {
  const lines = (await listExports(office.db, office.organizer.id)).map((line) => ({
    ...line,
    askedAt: line.askedAt.toISOString(),
    expiresAt: line.expiresAt?.toISOString() ?? null,
  }))
  const done = office.url.searchParams.get('done')
  return {
    lang: office.lang,
    title: office.t('office.exports.title'),
    isAgain: lines.some(
      ({ id, state }) => id === office.url.searchParams.get('again') && (state === 'waiting' || state === 'running'),
    ),
    isRunning: lines.some(({ state }) => state === 'waiting' || state === 'running'),
    fresh: lines.find(({ id }) => id === done) ?? null,
    ...partOf(lines, office.url.searchParams, {
      by: {
        when: ({ askedAt }) => askedAt,
        shape: ({ shape }) => office.t(`office.exports.shapes.${shape}`),
        state: ({ state }) => office.t(`office.exports.states.${state}`),
        rows: ({ rowsAll }) => rowsAll,
      },
      language: office.lang,
    }),
  }
})

export const action = guarded(
  'export-people',
  async (office) => {
    const fields = await formFields(office.request)
    const refuse = (field: string, message: string) =>
      data({ form: { values: fields, errors: [{ field, message }] } }, { status: 422 })
    const { filter, isReadable } = readSignerFilter(fields)
    if (!isReadable) return refuse('', 'filterUnread')
    const reason = cleanLine(fields.reason ?? '').slice(0, 300)
    if (reason.length < 3) return refuse('reason', 'reasonMissing')
    const asked = await office.db.transaction().execute(async (trx) => {
      const id = await askForExport(
        trx,
        office.keyring,
        {
          scopes: scopesOf(office, 'export-people'),
          filter,
          shape: isExportShape(fields.shape) ? fields.shape : 'people',
          by: office.organizer.id,
          language: office.lang,
        },
        office.now,
      )
      await office.audit({ groupId: null, act: 'exported-people', subject: id, reason }, trx)
      return id
    })
    return redirect(`${paths.office.exports()}?done=${asked}`, 303)
  },
  { fresh: { act: 'export', isIndex: true } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...exports } = useLoaderData<typeof loader>()
  const t = translator(lang)
  const refused = useActionData<typeof action>()?.form
  return (
    <>
      {refused && (
        <>
          <ErrorSummary t={t} form={refused} />
          <AskExportForm t={t} form={refused} />
        </>
      )}
      <ExportsPage t={t} lang={lang} {...exports} />
    </>
  )
}
