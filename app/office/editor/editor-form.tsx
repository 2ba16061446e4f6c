import type { ReactNode } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { type Conflict, ConflictTable } from './conflict-table'
import type { StateName, WrittenHead } from './writing-tabs'

/** What every editor page knows besides the content. */
export interface Writing {
  form: FormState
  revision: number
  saved: { by: string; at: string } | null
  /** Who else is editing now, or null. */
  alsoHere: string | null
  /** After a rejected save: their version next to what was typed; else null. */
  conflict: Conflict | null
  /** The saved draft differs from what is published. */
  isChanged: boolean
  /** The form shows rejected input that is saved nowhere. */
  isUnsaved: boolean
  justPublished: 'published' | 'unchanged' | null
  /** What does not work on this installation, in words, or null; publishing is still possible. */
  warning: string | null
}

/** Something missing for publishing, in words, and the field to fix. */
export interface SaidMissing {
  field: string
  words: string
  /** The page to fix it on, if not this one. */
  path?: string
}

/** What an editor page shows after a post: rejected input as typed, otherwise the saved draft. */
export function withRefused<Loaded extends { values: Record<string, string>; revision: number }>(
  loaded: Loaded,
  done: Pick<Writing, 'form' | 'conflict' | 'revision' | 'isUnsaved'> | { outcome: string } | undefined,
) {
  const refused = done && 'form' in done ? done : null
  return {
    ...loaded,
    form: refused?.form ?? { values: loaded.values, errors: [] },
    conflict: refused?.conflict ?? null,
    revision: refused?.revision ?? loaded.revision,
    isUnsaved: refused?.isUnsaved ?? false,
  }
}

interface EditorFormProps extends Writing {
  t: Translate
  lang: Language
  head: Pick<WrittenHead, 'state' | 'rights' | 'waitsUntil'>
  /** URL of the autosave action. */
  autosave: string
  /** What is missing for publishing. */
  missing: SaidMissing[]
  /** The form fields. */
  children: ReactNode
  /** Below the buttons: inputs sent along with the form, by buttons of their own. */
  below?: ReactNode
}

/** Form of every editor page: who else is editing, the fields, the last save, the buttons, what is missing. */
export function EditorForm({ t, lang, head, autosave, missing, form, children, below, ...writing }: EditorFormProps) {
  const momentOf = useMoments()
  return (
    <>
      {writing.justPublished && (
        <p className="done" role="status">
          {writing.justPublished === 'published' && head.waitsUntil
            ? t('office.edit.publishedWaits', { when: momentOf(lang, new Date(head.waitsUntil)) })
            : t(`office.edit.${writing.justPublished}`)}
        </p>
      )}
      {writing.alsoHere && (
        <p className="errors" role="status">
          {t('office.edit.alsoHere', { name: writing.alsoHere })}
        </p>
      )}
      {writing.warning && (
        <p className="errors" role="status">
          {writing.warning}
        </p>
      )}
      {writing.conflict && <ConflictTable t={t} conflict={writing.conflict} />}
      <ErrorSummary t={t} form={form} />
      <Form data-autosave={autosave} data-unsaved={writing.isUnsaved ? '' : undefined} className="panel">
        {/* Enter presses the first button of a form: this one, and none that moves or removes something. */}
        <button className="enter" name="intent" value="save" tabIndex={-1} aria-hidden="true" />
        <input type="hidden" name="revision" value={writing.revision} autoComplete="off" />
        {children}
        <p
          className="small"
          data-status=""
          data-offline={t('office.edit.offline')}
          data-refused={t('office.edit.refused')}
          role="status"
        >
          {writing.saved
            ? t('office.edit.savedBy', { name: writing.saved.by, when: momentOf(lang, new Date(writing.saved.at)) })
            : t('office.edit.notSaved')}
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
        {writing.isChanged && (
          <details>
            <summary>{t('office.edit.changed')}</summary>
            <p>{t('office.edit.discardText')}</p>
            <button name="intent" value="discard">
              {t('office.edit.discard')}
            </button>
          </details>
        )}
        {/* Targets have no field in this form: errors about them link to this list. */}
        {missing.length > 0 && (
          <details open={form.errors.length > 0} id="targets">
            <summary>{t('office.edit.missing', { count: missing.length })}</summary>
            <ul>
              {missing.map(({ field, words, path }) => (
                <li key={field + words}>
                  <a href={path ?? `#${field}`}>{words}</a>
                </li>
              ))}
            </ul>
          </details>
        )}
        {below}
      </Form>
    </>
  )
}

/** Button that makes a copy. @param action URL to post to */
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
  /** Of which the words speak. */
  what: 'petition' | 'action'
  head: Pick<WrittenHead, 'state' | 'rights' | 'done'>
  /** URL to post to. */
  action: string
  states: readonly Exclude<StateName, 'draft'>[]
}

/**
 * What opens, closes or archives something published, or removes a draft: each says first what it does. Nothing without
 * the right to publish.
 */
export function StatePanel({ t, what, head, action, states }: StatePanelProps) {
  if (!head.rights.includes('publish')) return null
  if (head.state === 'draft')
    return (
      <section className="panel">
        <h2>{t('undo.removeDraft')}</h2>
        <p>{t('undo.removeDraftText')}</p>
        <OneButton action={action} fields={{ state: 'removed' }}>
          {t('undo.removeDraftButton')}
        </OneButton>
      </section>
    )
  return (
    <section className="panel">
      <h2>{t('office.edit.state')}</h2>
      {states
        .filter((state) => state !== head.state)
        .map((state) => (
          <details key={state}>
            <summary>{t(`office.edit.turn.${state}`)}</summary>
            <p>{t(`undo.before.${what}.${state as 'open'}`, { count: head.done ?? 0 })}</p>
            <OneButton action={action} fields={{ state }}>
              {t(`undo.turn.${state}`)}
            </OneButton>
          </details>
        ))}
      <p className="small">{t('office.edit.stateHint')}</p>
    </section>
  )
}
