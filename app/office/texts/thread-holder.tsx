import type { Translate } from '~/i18n/translator'
import type { Answerer } from './inbox-rights.server'

interface ThreadHolderProps {
  t: Translate
  holder: Answerer | null
  /** Id of the organizer who looks at it. */
  you: string
  /** Who may answer texts. */
  answerers: Answerer[]
}

/** Who has taken a thread, and to whom it can be given; part of the thread's form, so that a typed answer stays. */
export function ThreadHolder({ t, holder, you, answerers }: ThreadHolderProps) {
  const others = answerers.filter(({ id }) => id !== you && id !== holder?.id)
  return (
    <div className="panel">
      <p>
        {holder === null
          ? t('texts.inbox.heldByNobody')
          : holder.id === you
            ? t('texts.inbox.heldByYou')
            : t('texts.inbox.heldBy', { name: holder.name })}
      </p>
      <div className="acts">
        {holder?.id !== you && (
          <button name="intent" value="take">
            {t(holder === null ? 'texts.inbox.take' : 'texts.inbox.takeOver')}
          </button>
        )}
        {holder !== null && (
          <button name="intent" value="return">
            {t('texts.inbox.return')}
          </button>
        )}
      </div>
      {others.length > 0 && (
        <div className="acts give">
          <label htmlFor="to">{t('texts.inbox.giveTo')}</label>
          <select id="to" name="to">
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button name="intent" value="give">
            {t('texts.inbox.give')}
          </button>
        </div>
      )}
    </div>
  )
}
