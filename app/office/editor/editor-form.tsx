import type { ReactNode } from 'react'
import { type Language, languageNames, otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ErrorSummary, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { ConflictTable } from './conflict-table'
import { EditorBar } from './editor-bar'
import { LivePreview } from './live-preview'
import type { SaidMissing, Writing } from './writing'
import type { StateName, WrittenHead } from './writing-tabs'

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
  head: WrittenHead
  /** URL of the autosave action. */
  autosave: string
  /** URL of the kept preview in a language; null where there is none to stand beside the form. */
  preview: ((language: Language) => string) | null
  /** What is missing for publishing. */
  missing: SaidMissing[]
  /** The form fields. */
  children: ReactNode
}

/**
 * Form of every editor page: who else is editing, the fields, and at the foot of the window how it stands, the last
 * save, what is missing, and the buttons. On wide screens the kept preview stands beside it.
 */
export function EditorForm({ t, lang, head, autosave, preview, missing, form, children, ...writing }: EditorFormProps) {
  const elsewhere = missing.filter(({ path }) => path)
  return (
    <>
      <Published t={t} lang={lang} head={head} outcome={writing.justPublished} />
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
      <div className="writing">
        <Form
          data-autosave={autosave}
          data-language={lang}
          data-unsaved={writing.isUnsaved ? '' : undefined}
          className="panel"
        >
          {/* Enter presses the first button of a form: this one, and none that moves or removes something. */}
          <button className="enter" name="intent" value="save" tabIndex={-1} aria-hidden="true" />
          <input type="hidden" name="revision" value={writing.revision} autoComplete="off" />
          <LanguageTabs t={t} lang={lang} />
          {children}
          {/* What is missing here has no field in this form: errors about it lead to this line. */}
          {elsewhere.length > 0 && (
            <p className="errors" id={elsewhere[0]!.field} tabIndex={-1}>
              {elsewhere.map(({ words, path }) => (
                <a key={words} href={path}>
                  {words}
                </a>
              ))}
            </p>
          )}
          {form.errors.some(({ field }) => field === 'sure') && (
            <Tick form={form} name="sure" value={form.values.opensAt ?? ''} label={t('office.edit.sure')} />
          )}
          {writing.isChanged && (
            <details>
              <summary>{t('office.edit.changed')}</summary>
              <p>{t('office.edit.discardText')}</p>
              <button name="intent" value="discard">
                {t('office.edit.discard')}
              </button>
            </details>
          )}
          <EditorBar t={t} lang={lang} head={head} missing={missing} {...writing} />
        </Form>
        {preview && <LivePreview t={t} lang={lang} preview={preview} />}
      </div>
    </>
  )
}

interface PublishedProps {
  t: Translate
  lang: Language
  head: Pick<WrittenHead, 'waitsUntil' | 'stands'>
  outcome: Writing['justPublished']
}

/** What came of publishing; nothing if nothing was published. */
export function Published({ t, lang, head: { waitsUntil, stands }, outcome }: PublishedProps) {
  const momentOf = useMoments()
  if (!outcome) return null
  const opens = stands?.standing === 'scheduled' ? stands.opensAt : null
  return (
    <p className="done" role="status">
      {outcome === 'published' && waitsUntil
        ? t('office.edit.publishedWaits', { when: momentOf(lang, new Date(waitsUntil)) })
        : outcome === 'published' && opens
          ? t('office.edit.publishedOpens', { when: momentOf(lang, new Date(opens)) })
          : t(`office.edit.${outcome}`)}
    </p>
  )
}

/** On phones one language at a time; the script shows them. Without it both stand below each other. */
function LanguageTabs({ t, lang }: { t: Translate; lang: Language }) {
  return (
    <div className="language-tabs" role="group" aria-label={t('office.edit.writeIn')} data-languages="" hidden>
      {[lang, otherLanguage(lang)].map((language) => (
        <button key={language} type="button" value={language} aria-pressed={language === lang}>
          <span lang={language}>{languageNames[language]}</span> <span data-count="" />
        </button>
      ))}
    </div>
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
