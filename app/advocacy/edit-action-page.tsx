import { ConflictTable, type Conflict } from '~/drafts/conflict-table'
import { ErrorSummary } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { momentOf } from '~/ui/dates'
import { ActionField, type EditorField } from './action-field'
import { ActionTabs, type ActionHead } from './action-tabs'

/** Something that is missing, in words, and where. */
export interface SaidMissing {
  field: string
  words: string
}

interface EditProps {
  t: Translate
  lang: Language
  head: ActionHead
  fields: EditorField[]
  form: FormState
  revision: number
  saved: { by: string; at: string } | null
  /** Who else is writing here now, or null. */
  alsoHere: string | null
  missing: SaidMissing[]
  /** After a save that came too late: what they wrote beside what is here. */
  conflict: Conflict | null
  justPublished: boolean
}

/** An action, both languages side by side; saved while one writes, shown to everybody only when published. */
export function EditActionPage(props: EditProps) {
  const { t, lang, head, form, missing } = props
  return (
    <>
      <ActionTabs t={t} lang={lang} head={head} current="edit" />
      {props.justPublished && (
        <p className="done" role="status">
          {t('office.edit.published')}
        </p>
      )}
      {props.alsoHere && (
        <p className="errors" role="status">
          {t('office.edit.alsoHere', { name: props.alsoHere })}
        </p>
      )}
      {props.conflict && <ConflictTable t={t} conflict={props.conflict} />}
      <ErrorSummary t={t} form={form} />
      <form method="post" data-autosave={paths.office.actionAutosave(head.slug)} className="panel">
        <input type="hidden" name="revision" value={props.revision} />
        {props.fields.map((field) => (
          <ActionField key={field.name} t={t} form={form} field={field} missing={missing.map((one) => one.field)} />
        ))}
        <p className="small" data-status="" data-offline={t('office.edit.offline')} role="status">
          {props.saved ? t('office.edit.savedBy', { name: props.saved.by, when: momentOf(lang, new Date(props.saved.at)) }) : t('office.edit.notSaved')}
        </p>
        <div className="acts">
          <button name="intent" value="save">
            {t('office.edit.save')}
          </button>
          <button name="intent" value="preview">
            {t('office.edit.preview')}
          </button>
          {head.rights.includes('publish') && (
            <button className="main" name="intent" value="publish">
              {head.state === 'draft' ? t('office.edit.publish') : t('office.edit.publishChanges')}
            </button>
          )}
        </div>
        {missing.length > 0 && (
          <details open={form.errors.length > 0} id="targets">
            <summary>{t('office.edit.missing', { count: missing.length })}</summary>
            <ul>
              {missing.map(({ field, words }) => (
                <li key={field + words}>
                  <a href={field === 'targets' ? paths.office.actionTargets(head.slug) : `#${field}`}>{words}</a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </form>
      <div className="columns">
        <section className="panel">
          <h2>{t('office.edit.copy')}</h2>
          <p>{t('office.edit.copyText')}</p>
          <form method="post" action={paths.office.actionCopy(head.slug)}>
            <button>{t('office.edit.copyButton')}</button>
          </form>
        </section>
        {head.rights.includes('publish') && head.state !== 'draft' && (
          <section className="panel">
            <h2>{t('office.edit.state')}</h2>
            <div className="acts">
              {(['open', 'closed', 'archived'] as const)
                .filter((state) => state !== head.state)
                .map((state) => (
                  <form method="post" action={`${paths.office.action(head.slug)}?index`} key={state}>
                    <input type="hidden" name="state" value={state} />
                    <button>{t(`office.edit.turn.${state}`)}</button>
                  </form>
                ))}
            </div>
            <p className="small">{t('office.edit.stateHint')}</p>
          </section>
        )}
      </div>
    </>
  )
}
