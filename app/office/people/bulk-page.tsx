import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { AskExportForm } from '~/office/people/exports/ask-export-form'
import type { UndoableChange } from '~/office/undo/just-done'
import { UndoButton } from '~/office/undo/undo-line'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { useMoments } from '~/ui/page/readers-zone'
import type { BulkPreview } from './bulk.server'
import { FilterFields } from './filter-fields'
import type { listBulk } from './list-bulk.server'
import { signerFields } from './signer-fields'

interface BulkProps {
  t: Translate
  lang: Language
  form: FormState
  preview: BulkPreview | null
  acts: Awaited<ReturnType<typeof listBulk>>['acts']
  /** Only one is asked for. */
  isOne: boolean
  undoable: UndoableChange[]
}

/** Bulk actions on people: the preview of one, and the progress of those already started. */
export function BulkPage({ t, lang, form, preview, acts, isOne, undoable }: BulkProps) {
  const momentOf = useMoments()
  const isAtWork = acts.some((act) => act.done < act.all)
  return (
    <>
      <h1>{t('office.bulk.title')}</h1>
      <p className="lead">
        {t(preview ? 'office.bulk.leadPreview' : isOne ? 'office.bulk.leadOne' : 'office.bulk.lead')}{' '}
        {isOne && !preview && <a href={paths.office.bulk()}>{t('office.bulk.own')}</a>}
      </p>
      <ErrorSummary t={t} form={form} />
      {preview && <Preview t={t} lang={lang} form={form} preview={preview} />}
      {!preview && acts.length === 0 && <p>{t(isOne ? 'office.bulk.gone' : 'office.bulk.none')}</p>}
      {!preview && (
        <div {...(isAtWork ? { 'data-reload': 2_000 } : {})}>
          {acts.map((act) => (
            <section className="panel" key={act.id}>
              <p>
                <span className={`state ${act.done < act.all ? 'running' : 'done'}`}>
                  {t(act.done < act.all ? 'office.bulk.underway' : 'office.bulk.done')}
                </span>{' '}
                {t(`office.bulk.did.${act.kind}`, { count: act.changed ?? act.all, tag: act.tag ?? '' })}{' '}
                <span className="small">
                  {momentOf(lang, new Date(act.at))}
                  {act.by && ` · ${act.by}`}
                </span>
              </p>
              {act.done >= act.all &&
                !act.isTakenBack &&
                !act.isUndo &&
                act.changed !== null &&
                act.changed < act.all && (
                  <p className="small">{t(`office.bulk.others.${act.kind}`, { count: act.all - act.changed })}</p>
                )}
              {act.isUndo && <p className="small">{t('office.bulk.isUndo')}</p>}
              {act.isTakenBack && <p className="small">{t('office.bulk.takenBack')}</p>}
              {act.kind === 'erase' && (
                <p>
                  <a href={`${paths.office.erased()}?done=${act.id}`}>{t('office.erased.link')}</a>
                </p>
              )}
              {act.done < act.all && <progress max={act.all} value={act.done} aria-label={t('office.bulk.underway')} />}
              {undoable
                .filter(({ id }) => id === act.id)
                .map((change) => (
                  <UndoButton key={change.id} t={t} lang={lang} change={change} />
                ))}
            </section>
          ))}
        </div>
      )}
    </>
  )
}

function Preview({ t, lang, form, preview }: { t: Translate; lang: Language; form: FormState; preview: BulkPreview }) {
  const momentOf = useMoments()
  const narrowed = signerFields.filter((name) => name !== 'people' && preview.filter[name] !== '')
  return (
    <section className="panel">
      <h2>{t('office.bulk.what')}</h2>
      <ul>
        <li>
          <strong>{t(`office.bulk.will.${preview.kind}`, { count: preview.people, tag: preview.tag })}</strong>
        </li>
        {preview.kind === 'erase' && (
          <li>
            {t('office.people.eraseText', { count: preview.signatures })} {t('office.erase.held')}
          </li>
        )}
        {preview.beyond > 0 && <li>{t('office.bulk.beyond', { count: preview.beyond })}</li>}
        <li>
          {preview.filter.people
            ? t('office.bulk.whomChosen')
            : narrowed.length > 0
              ? t('office.bulk.whomFound', { filter: narrowed.map((name) => preview.filter[name]).join(', ') })
              : t('office.bulk.whomAll')}
        </li>
        {preview.people > 0 && (
          <li>
            {t('office.bulk.sample', {
              names: preview.sample.map((name) => name || t('office.people.nameless')).join(', '),
              more: preview.people - preview.sample.length,
            })}
          </li>
        )}
        <li className="small">{t('office.bulk.asOf', { when: momentOf(lang, new Date(preview.asOf)) })}</li>
      </ul>
      {preview.people > 0 && preview.kind === 'export' && (
        <AskExportForm t={t} form={{ values: preview.filter, errors: [] }} />
      )}
      {preview.kind !== 'export' && (
        <Form className="acts" id="do">
          <FilterFields filter={preview.filter} />
          <input type="hidden" name="kind" value={preview.kind} />
          <input type="hidden" name="asOf" value={preview.asOf} />
          <input type="hidden" name="shown" value={preview.people} />
          {form.errors.some((error) => error.field === 'new_tag') ? (
            <TextField t={t} form={form} name="new_tag" label={t('office.people.newTag')} maxLength={40} />
          ) : (
            <input type="hidden" name="new_tag" value={preview.tag} />
          )}
          {preview.people > 0 && (
            <button
              className="main"
              name="intent"
              value={form.errors.some((error) => error.field === 'new_tag') ? 'look' : 'do'}
            >
              {form.errors.some((error) => error.field === 'new_tag')
                ? t('office.bulk.look')
                : t(`office.bulk.button.${preview.kind}`, { count: preview.people })}
            </button>
          )}
          <a className="button" href={paths.office.people()}>
            {t('office.merge.leave')}
          </a>
        </Form>
      )}
    </section>
  )
}
