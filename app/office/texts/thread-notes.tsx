import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { useMoments } from '~/ui/page/readers-zone'
import type { OpenedThread } from './thread.server'
import type { TypedAnswer } from './thread-state'

interface ThreadNotesProps {
  t: Translate
  lang: Language
  thread: OpenedThread
  typed: TypedAnswer | null
}

/** Organizers' notes on a thread; part of the thread's form, so that a typed answer stays. */
export function ThreadNotes({ t, lang, thread, typed }: ThreadNotesProps) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="notes">
      <h2 id="notes">{t('texts.inbox.notes.title')}</h2>
      {thread.notes.map((note) => (
        <div key={note.id} className="waits">
          <div className="words">{note.text}</div>
          <p className="small">
            {note.by}, {momentOf(lang, new Date(note.at))}{' '}
            <button name="intent" value={`remove-note ${note.id}`}>
              {t('texts.inbox.notes.remove')}
            </button>
          </p>
        </div>
      ))}
      <div className="field">
        <label htmlFor="note">{t('texts.inbox.notes.label')}</label>
        <div className="hint" id="note-hint">
          {t('texts.inbox.notes.hint')}
        </div>
        <textarea
          id="note"
          name="note"
          rows={2}
          maxLength={2_000}
          defaultValue={typed?.note}
          aria-describedby="note-hint"
          aria-invalid={typed?.problem === 'no-note' ? true : undefined}
        />
      </div>
      <button name="intent" value="note">
        {t('texts.inbox.notes.add')}
      </button>
    </section>
  )
}
