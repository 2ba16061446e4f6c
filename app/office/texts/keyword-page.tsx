import { type Reply, replies, type TokenValues } from '~/actions/texts/keywords/reply-tokens'
import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import type { Flyer } from './flyer.server'
import type { KeywordTarget, ListedKeyword } from './keywords-office.server'
import { Always, ReplyForm } from './reply-form'

interface KeywordProps {
  t: Translate
  lang: Language
  keyword: ListedKeyword
  /** FIRMA or SIGN, whose replies cannot be edited. */
  isAlways: boolean
  targets: KeywordTarget[]
  /** Default replies; several where it depends on the channel. */
  ours: Record<Reply, string[]>
  /** Longest values for the placeholders. */
  dearest: TokenValues
  /** Price of a segment, in millionths of a dollar. */
  price: number
  /** Null where no number for texts is configured. */
  flyer: Flyer | null
  hasTexts: boolean
  said: 'added' | 'changed' | 'known' | null
  /** Input that is not saved, or null. */
  form: FormState | null
}

/** One keyword: its target, all its replies, and its flyer. */
export function KeywordPage({
  t,
  keyword,
  isAlways,
  targets,
  ours,
  dearest,
  price,
  flyer,
  hasTexts,
  said,
  form,
}: KeywordProps) {
  const shown = form ?? {
    values: {
      language: keyword.language,
      target: keyword.target,
      ...Object.fromEntries(replies.map((reply) => [reply, keyword[reply] ?? ''])),
    },
    errors: [],
  }
  const word = keyword.word.toUpperCase()
  return (
    <>
      <h1>{t('texts.office.wordTitle', { word })}</h1>
      <p className="lead">
        {languageNames[keyword.language]} ·{' '}
        <span lang={keyword.title ? keyword.language : undefined}>
          {keyword.title || t('texts.office.nothingOpen')}
        </span>{' '}
        ·{' '}
        <span className={`state ${keyword.isOpen ? 'open' : ''}`}>
          {t(`texts.office.${keyword.isOpen ? 'isOpen' : 'isOver'}`)}
        </span>
      </p>
      {said && !form && (
        <p className="done" role="status">
          {t(hasTexts || said === 'known' ? `texts.office.${said}` : `texts.office.${said}Later`, { word })}
        </p>
      )}
      <ErrorSummary t={t} form={shown} />
      <section className="panel" aria-labelledby="replies">
        <h2 id="replies">{t('texts.office.replies')}</h2>
        {isAlways ? (
          <Always t={t} keyword={keyword} ours={ours} />
        ) : (
          <ReplyForm
            t={t}
            keyword={keyword}
            targets={targets}
            ours={ours}
            dearest={dearest}
            price={price}
            form={shown}
          />
        )}
      </section>
      <section className="panel print" aria-labelledby="try">
        <h2 id="try">{t('texts.office.tryTitle')}</h2>
        {flyer ? (
          <FlyerView t={t} word={word} keyword={keyword} flyer={flyer} />
        ) : (
          <p>{t('texts.office.noNumberTry')}</p>
        )}
      </section>
      {!isAlways && <OneButton fields={{ intent: 'drop' }}>{t('texts.office.drop')}</OneButton>}
    </>
  )
}

function FlyerView({ t, word, keyword, flyer }: { t: Translate; word: string; keyword: ListedKeyword; flyer: Flyer }) {
  return (
    <>
      <p>
        {t('texts.office.tryLead')} <a href={flyer.link}>{t('texts.office.tryNow', { word })}</a>
      </p>
      <div className="flyer">
        <div
          className="qr"
          role="img"
          aria-label={t('texts.office.qr', { word, number: flyer.shown })}
          dangerouslySetInnerHTML={{ __html: flyer.qr }}
        />
        <div lang={keyword.language}>
          <p>{keyword.title}</p>
          <p className="big">{flyer.line}</p>
          <p>{flyer.small}</p>
        </div>
      </div>
    </>
  )
}
