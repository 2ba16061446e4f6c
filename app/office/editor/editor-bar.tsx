import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { useMoments } from '~/ui/page/readers-zone'
import type { SaidMissing, Writing } from './writing'
import { HeadState, type WrittenHead } from './writing-tabs'

interface BarProps extends Pick<Writing, 'saved' | 'isUnsaved' | 'isChanged'> {
  t: Translate
  lang: Language
  head: WrittenHead
  missing: SaidMissing[]
}

/** At the foot of the window while its form is on the screen: how the page stands, the last save, what is missing, and the buttons. */
export function EditorBar({ t, lang, head, missing, saved, isUnsaved, isChanged }: BarProps) {
  const momentOf = useMoments()
  const mayPublish = head.rights.includes('publish')
  return (
    <div className="editor-bar" role="group" aria-label={t('office.edit.bar')}>
      <p>
        <BarState t={t} lang={lang} head={head} isChanged={isChanged} />{' '}
        <span
          className="small"
          data-status=""
          data-offline={t('office.edit.offline')}
          data-refused={t('office.edit.refused')}
          data-saves={isUnsaved || saved ? undefined : t('office.edit.savesItself')}
          role="status"
        >
          {isUnsaved
            ? t('office.edit.unsaved')
            : saved
              ? t(saved.isOwn ? 'office.edit.savedNow' : 'office.edit.savedBy', {
                  name: saved.by,
                  when: momentOf(lang, new Date(saved.at), false),
                })
              : t(head.state === 'draft' ? 'office.edit.notSaved' : 'office.edit.noChanges')}
        </span>
      </p>
      <details className="missing" hidden={missing.length === 0} data-missing="">
        <summary>{t('office.edit.missing', { count: missing.length })}</summary>
        <div>
          <h2>{t('office.edit.missingTitle')}</h2>
          <ul>
            {missing.map(({ field, words, path }) => (
              <li key={field + words}>
                <a href={path ?? `#${field}`}>{words}</a>
              </li>
            ))}
          </ul>
        </div>
      </details>
      <div className="acts">
        <button name="intent" value="save">
          {t('office.edit.save')}
        </button>
        <button name="intent" value="preview">
          {t('office.edit.preview')}
        </button>
        {mayPublish && (
          <button className="main" name="intent" value="publish">
            {head.state === 'draft' ? t('office.edit.publish') : t('office.edit.publishChanges')}
          </button>
        )}
      </div>
    </div>
  )
}

/** How the page stands. The script changes the words of an open one once a change is saved. */
function BarState({ t, lang, head, isChanged }: Pick<BarProps, 't' | 'lang' | 'head' | 'isChanged'>) {
  const stands = head.stands ?? { standing: head.state, opensAt: null, timeZone: null }
  if (head.waitsUntil || stands.standing !== 'open') return <HeadState t={t} lang={lang} head={head} />
  const [open, changed] = [t('office.pages.standings.open'), t('office.pages.standings.changed')]
  return (
    <span className="state open" data-open={open} data-changed={changed}>
      {isChanged ? changed : open}
    </span>
  )
}
