import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Form } from '~/ui/forms/form'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { CostLine } from './cost-line'
import type { TextToRead } from './inbox.server'

/** A typed answer that was not sent: only counted, or rejected with the reason. */
export interface TypedAnswer {
  id: string
  reply: string
  /** Key under `texts.office.problems`. */
  problem: 'shortener' | 'long' | 'stopped' | 'empty' | 'unsent' | 'not-set-up' | null
}

interface InboxProps {
  t: Translate
  lang: Language
  waiting: TextToRead[]
  /** Null: not requested. */
  handled: TextToRead[] | null
  handledCount: number
  typed: TypedAnswer | null
  /** Price of a segment, in millionths of a dollar. */
  price: number
  hasTexts: boolean
}

/** Texts that need a human reader: waiting ones with their answer forms, then those handled recently. */
export function Inbox({ t, lang, waiting, handled, handledCount, typed, price, hasTexts }: InboxProps) {
  const momentOf = useMoments()
  return (
    <>
      {!hasTexts && <p>{t('texts.office.noneReach')}</p>}
      {(hasTexts || waiting.length > 0) && (
        <p>{waiting.length === 0 ? t('texts.office.nothingToRead') : t('texts.office.toReadLead')}</p>
      )}
      {waiting.map((text) => (
        <div className="panel" key={text.id}>
          <Words t={t} lang={lang} text={text} />
          {text.hasStopped && <p>{t('texts.office.hasStopped')}</p>}
          {!hasTexts && typed?.id === text.id && typed.reply && <TypedInVain t={t} reply={typed.reply} />}
          {(text.hasStopped || !hasTexts) && (
            <OneButton fields={{ id: text.id, intent: 'handled' }}>{t('texts.office.handleOnly')}</OneButton>
          )}
          {!text.hasStopped && hasTexts && (
            <Answer t={t} text={text} typed={typed?.id === text.id ? typed : null} price={price} />
          )}
        </div>
      ))}
      {handled === null && handledCount > 0 && (
        <p>
          <a href="?handled=1">{t('texts.office.lately', { count: handledCount })}</a>
        </p>
      )}
      {handled && <h2>{t('texts.office.lately', { count: handledCount })}</h2>}
      {handled?.map((text) => (
        <div className="panel" key={text.id}>
          <Words t={t} lang={lang} text={text} />
          {text.handled && (
            <p className="small">
              {t('texts.office.handledBy', { name: text.handled.by, when: momentOf(lang, new Date(text.handled.at)) })}
            </p>
          )}
        </div>
      ))}
    </>
  )
}

/** An answer that was submitted although texts are not set up: kept visible, to copy. */
function TypedInVain({ t, reply }: { t: Translate; reply: string }) {
  return (
    <div className="errors" role="alert">
      <p>{t('texts.office.problems.not-set-up')}</p>
      <pre>{reply}</pre>
    </div>
  )
}

function Words({ t, lang, text }: { t: Translate; lang: Language; text: TextToRead }) {
  const momentOf = useMoments()
  return (
    <>
      <p className="small">
        {momentOf(lang, new Date(text.at))} · {text.office ? `${text.office[lang]}, ` : ''}
        {text.phone} · {t(`texts.office.speaks.${text.language ?? 'unknown'}`)} · {t(`texts.office.why.${text.reason}`)}
      </p>
      <blockquote lang={text.language ?? undefined}>{text.words}</blockquote>
    </>
  )
}

function Answer({
  t,
  text,
  typed,
  price,
}: {
  t: Translate
  text: TextToRead
  typed: TypedAnswer | null
  price: number
}) {
  const field = `reply-${text.id}`
  return (
    <Form enter={{ name: 'intent', value: 'answer' }}>
      <input type="hidden" name="id" value={text.id} />
      <div className="field">
        <label htmlFor={field}>{t(`texts.office.inLanguage.${text.language ?? 'unknown'}`)}</label>
        <textarea
          id={field}
          name="reply"
          rows={2}
          maxLength={450}
          lang={text.language ?? undefined}
          defaultValue={typed?.reply}
          aria-describedby={typed?.problem ? `${field}-error` : undefined}
          aria-invalid={typed?.problem ? true : undefined}
        />
        {typed?.problem && (
          <span className="error" id={`${field}-error`}>
            {t(`texts.office.problems.${typed.problem}`)}
          </span>
        )}
        <CostLine t={t} field={field} text={typed?.reply ?? ''} price={price} />
      </div>
      <div className="acts">
        <button className="main" name="intent" value="answer">
          {t('texts.office.answer')}
        </button>
        <button name="intent" value="count">
          {t('texts.office.countSegments')}
        </button>
        <button name="intent" value="handled">
          {t('texts.office.handleOnly')}
        </button>
        <button name="intent" value="stop">
          {t('texts.office.stopTexts')}
        </button>
      </div>
    </Form>
  )
}
