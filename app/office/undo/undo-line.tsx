import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { JustDone, UndoableChange } from './just-done'

/** Says what was just done, and offers to undo it. */
export function UndoLine({ t, lang, justDone }: { t: Translate; lang: Language; justDone: NonNullable<JustDone> }) {
  const momentOf = useMoments()
  if (justDone.is !== 'changed')
    return (
      <p className={justDone.is === 'undone' || justDone.is === 'unchanged' ? 'done' : 'errors'} role="status">
        {t(`undo.${justDone.is}`)}
      </p>
    )
  const { change } = justDone
  return (
    <div className="done" role="status">
      <p>
        {sayChange(t, lang, change)}{' '}
        <span className="small">
          <a href={paths.office.undo()}>{t('undo.until', { when: momentOf(lang, new Date(change.until)) })}</a>
        </span>
      </p>
      <UndoButton t={t} lang={lang} change={change} />
    </div>
  )
}

/** What was done, and to what. */
export function sayChange(t: Translate, lang: Language, { act, name, count = 1 }: UndoableChange): string {
  return t(`undo.done.${act}`, { name: name[lang] || name.en || name.es || t('undo.untitled'), count })
}

export function UndoButton({ t, lang, change }: { t: Translate; lang: Language; change: UndoableChange }) {
  return (
    <OneButton
      action={paths.office.undo()}
      fields={{ id: change.id }}
      label={`${t('undo.button')}: ${sayChange(t, lang, change)}`}
    >
      {t('undo.button')}
    </OneButton>
  )
}
