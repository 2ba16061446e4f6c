import type { Channels } from '~/channel-states'
import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { NotSetUp } from '~/office/frame/not-set-up'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { ErrorSummary, Errors, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { shownNumber } from '~/ui/forms/phone-number'
import { OneButton } from '~/ui/page/one-button'
import type { KeywordTarget, ListedKeyword } from './keywords-office.server'
import { ownReplies } from './own-replies'
import { TargetFields } from './target-fields'

interface KeywordsProps extends Part<ListedKeyword> {
  t: Translate
  lang: Language
  /** Our number for texts, or null where no provider is configured. */
  number: string | null
  channels: Channels
  targets: KeywordTarget[]
  /** Words to look for. */
  q: string
  /** Registered by somebody: all but FIRMA and SIGN. */
  registered: number
  /** Dropped recently, and not registered by anybody since. */
  dropped: ListedKeyword[]
  said: { what: 'dropped' | 'restored' | 'taken'; word: string } | null
  form: FormState
}

/** Keywords, each with its target; dropped ones can be restored. */
export function KeywordsPage(props: KeywordsProps) {
  const { t, lang, number, channels, targets, registered, lines, table, count, q, dropped, said, form } = props
  const list = { path: paths.office.texts(), filters: { q }, table, count }
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
      {registered === 0 && <p className="panel">{t('texts.office.noKeywords')}</p>}
      <FilterForm t={t} list={list} fields={[{ name: 'q', label: t('texts.office.find'), maxLength: 100 }]} />
      <OfficeTable
        t={t}
        lang={lang}
        label={t('texts.office.keywords')}
        rows={lines}
        keyOf={({ word }) => word}
        list={list}
        empty={t('texts.office.noKeywords')}
        columns={[
          {
            name: 'word',
            head: t('texts.office.word'),
            sorts: 'up',
            isName: true,
            cell: ({ word }) => <a href={paths.office.keyword(word)}>{word.toUpperCase()}</a>,
          },
          {
            name: 'language',
            head: t('texts.office.language'),
            sorts: 'up',
            cell: ({ language }) => languageNames[language],
          },
          {
            name: 'target',
            head: t('texts.office.leadsTo'),
            sorts: 'up',
            className: 'words',
            cell: ({ title, language }) =>
              title ? <span lang={language}>{title}</span> : t('texts.office.nothingOpen'),
          },
          {
            name: 'state',
            head: t('texts.office.state'),
            sorts: 'up',
            cell: ({ isOpen }) => (
              <span className={`state ${isOpen ? 'open' : ''}`}>
                {t(`texts.office.${isOpen ? 'isOpen' : 'isOver'}`)}
              </span>
            ),
          },
          {
            name: 'answers',
            head: t('texts.office.answers'),
            sorts: 'down',
            cell: (one) =>
              one.groupId === '' ? t('texts.office.always') : t('texts.office.ownWords', { count: ownReplies(one) }),
          },
        ]}
      />
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
