import type { ReactNode } from 'react'
import { ErrorSummary } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OneButton } from '~/office/one-button'
import type { Right } from '~/organizers/rights'
import { momentOf } from '~/ui/dates'
import { ConflictTable, type Conflict } from './conflict-table'

/** What every page for writing knows besides the words themselves. */
export interface Writing {
  form: FormState
  revision: number
  saved: { by: string; at: string } | null
  /** Who else is writing here now, or null. */
  alsoHere: string | null
  /** After a save that came too late: what they wrote beside what is here. */
  conflict: Conflict | null
  justPublished: boolean
}

/** What is written, as far as its page for writing has to know it. */
interface Written {
  state: string
  rights: Right[]
}

interface EditorFormProps extends Writing {
  t: Translate
  lang: Language
  head: Written
  /** Where what is typed is kept while one writes. */
  autosave: string
  /** What is missing before everybody may see it, in words, and where to put it right. */
  missing: { href: string; words: string }[]
  /** The fields. */
  children: ReactNode
}

/** The form of everything that is written in the office: who else writes, the fields, when they were saved, what to do with them, what is missing. */
export function EditorForm({ t, lang, head, autosave, missing, form, children, ...writing }: EditorFormProps) {
  return (
    <>
      {writing.justPublished && (
        <p className="done" role="status">
          {t('office.edit.published')}
        </p>
      )}
      {writing.alsoHere && (
        <p className="errors" role="status">
          {t('office.edit.alsoHere', { name: writing.alsoHere })}
        </p>
      )}
      {writing.conflict && <ConflictTable t={t} conflict={writing.conflict} />}
      <ErrorSummary t={t} form={form} />
      <form method="post" data-autosave={autosave} className="panel">
        <input type="hidden" name="revision" value={writing.revision} />
        {children}
        <p className="small" data-status="" data-offline={t('office.edit.offline')} role="status">
          {writing.saved ? t('office.edit.savedBy', { name: writing.saved.by, when: momentOf(lang, new Date(writing.saved.at)) }) : t('office.edit.notSaved')}
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
        {/* Whom it reaches has no field here: an error about that leads to this list. */}
        {missing.length > 0 && (
          <details open={form.errors.length > 0} id="targets">
            <summary>{t('office.edit.missing', { count: missing.length })}</summary>
            <ul>
              {missing.map(({ href, words }) => (
                <li key={href + words}>
                  <a href={href}>{words}</a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </form>
    </>
  )
}

/** A button that makes a copy of what is written. @param action where to */
export function CopyPanel({ t, action }: { t: Translate; action: string }) {
  return (
    <section className="panel">
      <h2>{t('office.edit.copy')}</h2>
      <p>{t('office.edit.copyText')}</p>
      <OneButton action={action}>{t('office.edit.copyButton')}</OneButton>
    </section>
  )
}

interface StatePanelProps {
  t: Translate
  head: Written
  /** Where to. */
  action: string
  states: readonly ('open' | 'closed' | 'victory' | 'archived')[]
}

/** Buttons that open, close or archive what has been published; nothing for whoever may not. */
export function StatePanel({ t, head, action, states }: StatePanelProps) {
  if (!head.rights.includes('publish') || head.state === 'draft') return null
  return (
    <section className="panel">
      <h2>{t('office.edit.state')}</h2>
      <div className="acts">
        {states
          .filter((state) => state !== head.state)
          .map((state) => (
            <OneButton key={state} action={action} fields={{ state }}>
              {t(`office.edit.turn.${state}`)}
            </OneButton>
          ))}
      </div>
      <p className="small">{t('office.edit.stateHint')}</p>
    </section>
  )
}
