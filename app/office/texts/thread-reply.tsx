import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { type CannedReply, choiceOf } from './canned-reply'
import { CostLine } from './cost-line'
import type { OpenedThread } from './thread.server'
import type { TypedAnswer } from './thread-state'

interface ThreadReplyProps {
  t: Translate
  lang: Language
  thread: OpenedThread
  replies: CannedReply[]
  typed: TypedAnswer | null
  price: number
  /** Whether an answer would reach them. */
  mayAnswer: boolean
}

/** The answer by hand, with what it costs, and replies to choose from. */
export function ThreadReply({ t, lang, thread, replies, typed, price, mayAnswer }: ThreadReplyProps) {
  if (!mayAnswer) return typed?.reply ? <TypedInVain t={t} reply={typed.reply} /> : null
  const speaks = thread.language
  const { sender, stopLine } = thread.frame
  const isMail = thread.channel === 'mail'
  return (
    <div className="panel">
      <div className="field">
        <label htmlFor="reply">{t(`texts.office.inLanguage.${speaks ?? 'unknown'}`)}</label>
        <div className="hint" id="reply-hint">
          {t(
            isMail
              ? 'texts.inbox.mail.signed'
              : stopLine === null
                ? 'texts.inbox.signed'
                : 'texts.inbox.signedAndStops',
            {
              sender,
              stops: stopLine ?? '',
            },
          )}
        </div>
        <textarea
          id="reply"
          name="reply"
          rows={isMail ? 10 : 4}
          maxLength={isMail ? 10_000 : 450}
          lang={speaks ?? undefined}
          defaultValue={typed?.reply}
          aria-describedby="reply-hint"
          aria-invalid={typed?.problem ? true : undefined}
        />
        {!isMail && <CostLine t={t} field="reply" text={typed?.reply ?? ''} price={price} frame={thread.frame} />}
      </div>
      <div className="acts">
        <button className="main" name="intent" value="answer">
          {t('texts.office.answer')}
        </button>
        {!isMail && (
          <button name="intent" value="count" formAction="#reply">
            {t('texts.office.countSegments')}
          </button>
        )}
      </div>
      {replies.length > 0 && (
        <div className="acts give">
          <label htmlFor="canned">{t('texts.canned.choose')}</label>
          <select id="canned" name="canned">
            {replies.flatMap(({ id, name, words }) =>
              (speaks ? [speaks] : languages).map((language) => (
                <option key={language + id} value={choiceOf(id, language)} title={words[language]}>
                  {speaks ? name[lang] : `${name[lang]} (${languageNames[language]})`}
                </option>
              )),
            )}
          </select>
          <button name="intent" value="fill" formAction="#reply">
            {t('texts.canned.use')}
          </button>
        </div>
      )}
      <p className="small">
        <a href={paths.office.cannedReplies()}>{t('texts.canned.title')}</a>
      </p>
    </div>
  )
}

/** An answer that can no longer be sent: kept visible, to copy. */
function TypedInVain({ t, reply }: { t: Translate; reply: string }) {
  return (
    <div className="field">
      <textarea id="reply" name="reply" rows={4} readOnly defaultValue={reply} aria-label={t('texts.canned.words')} />
    </div>
  )
}
