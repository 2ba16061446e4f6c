import { replies } from '~/actions/texts/keywords/reply-tokens'
import type { Channels } from '~/channel-states'
import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { NotSetUp } from '~/office/frame/not-set-up'
import { paths } from '~/paths'
import { ErrorSummary, Errors, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { shownNumber } from '~/ui/forms/phone-number'
import { OneButton } from '~/ui/page/one-button'
import { WideTable } from '~/ui/page/wide-table'
import type { KeywordTarget, ListedKeyword } from './keywords-office.server'
import { TargetFields } from './target-fields'

interface KeywordsProps {
  t: Translate
  lang: Language
  /** Our number for texts, or null where no provider is configured. */
  number: string | null
  channels: Channels
  targets: KeywordTarget[]
  keywords: ListedKeyword[]
  /** FIRMA and SIGN. */
  always: ListedKeyword[]
  /** Dropped recently, and not registered by anybody since. */
  dropped: ListedKeyword[]
  said: { what: 'dropped' | 'restored' | 'taken'; word: string } | null
  form: FormState
}

/** Keywords, each with its target; dropped ones can be restored. */
export function KeywordsPage({ t, number, channels, targets, keywords, always, dropped, said, form }: KeywordsProps) {
  const undo = (word: string) => (
    <OneButton fields={{ intent: 'restore', word }}>{t('texts.office.undoDrop')}</OneButton>
  )
  return (
    <>
      <ListHeading title={t('texts.office.keywords')} make={{ label: t('texts.office.newWord'), href: '#new' }} />
      <p className="lead">
        {number ? t('texts.office.keywordsLead', { number: shownNumber(number) }) : t('texts.office.noNumber')}
      </p>
      <NotSetUp t={t} channels={channels} />
      {said?.what === 'taken' && form.errors.length === 0 && (
        <Errors title={t('texts.office.takenMeanwhile', { word: said.word.toUpperCase() })} />
      )}
      {said && said.what !== 'taken' && (
        <div className="done" role="status">
          <p>
            {t(`texts.office.${said.what === 'restored' && channels.texts === 'none' ? 'restoredLater' : said.what}`, {
              word: said.word.toUpperCase(),
            })}
          </p>
          {said.what === 'dropped' && dropped.some((one) => one.word === said.word) && undo(said.word)}
        </div>
      )}
      <ErrorSummary t={t} form={form} />
      {keywords.length === 0 && <p className="panel">{t('texts.office.noKeywords')}</p>}
      <WideTable
        label={t('texts.office.keywords')}
        head={[
          t('texts.office.word'),
          t('texts.office.language'),
          t('texts.office.leadsTo'),
          t('texts.office.state'),
          t('texts.office.answers'),
        ]}
      >
        {[...keywords, ...always].map((one) => (
          <tr key={one.word}>
            <th scope="row">
              <a href={paths.office.keyword(one.word)}>{one.word.toUpperCase()}</a>
            </th>
            <td>{languageNames[one.language]}</td>
            <td className="words" lang={one.title ? one.language : undefined}>
              {one.title || t('texts.office.nothingOpen')}
            </td>
            <td>
              <span className={`state ${one.isOpen ? 'open' : ''}`}>
                {t(`texts.office.${one.isOpen ? 'isOpen' : 'isOver'}`)}
              </span>
            </td>
            <td>
              {always.includes(one)
                ? t('texts.office.always')
                : t('texts.office.ownWords', { count: replies.filter((reply) => one[reply] !== null).length })}
            </td>
          </tr>
        ))}
      </WideTable>
      <div className="columns">
        <section className="panel" id="new" aria-labelledby="new-word">
          <h2 id="new-word">{t('texts.office.newWord')}</h2>
          <Form>
            <TextField
              t={t}
              form={form}
              name="word"
              label={t('texts.office.word')}
              hint={t('texts.office.wordHint')}
              maxLength={40}
              autoComplete="off"
            />
            <TargetFields t={t} form={form} targets={targets} />
            <button className="main" name="intent" value="add">
              {t('texts.office.add')}
            </button>
            <p className="small">{t('texts.office.addHint')}</p>
          </Form>
        </section>
        {dropped.length > 0 && (
          <section className="panel" aria-labelledby="dropped">
            <h2 id="dropped">{t('texts.office.droppedLately')}</h2>
            <table>
              <tbody>
                {dropped.map(({ word, title, language }) => (
                  <tr key={word}>
                    <th scope="row">
                      {word.toUpperCase()}{' '}
                      <span className="small" lang={language}>
                        {title}
                      </span>
                    </th>
                    <td>{undo(word)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
    </>
  )
}
