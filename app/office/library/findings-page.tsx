import { sizeWords } from '~/campaigns/library/size-words'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import type { showFindings } from './show-findings.server'
import { ReadingState } from './upload-page'

type Shown = ReturnType<typeof showFindings>

interface FindingsProps {
  t: Translate
  lang: Language
  title: string
  document: Shown
  /** What was asked for and not done, because somebody did something else at the same moment. */
  notDone: 'clean' | 'remove' | null
}

/** What the file of a document may tell without its organizers meaning it to, and what can be done. */
export function FindingsPage({ t, lang, title, document, notDone }: FindingsProps) {
  const isAtWork = document.reading === 'waiting' || document.reading === 'reading' || document.isCleaning
  const isRead = document.reading === 'read' && !document.isCleaning
  return (
    <>
      <p className="small">
        <a href={document.upload}>{t('library.upload.list')}</a>
      </p>
      <h1>{title}</h1>
      {notDone && (
        <p className="errors" role="alert">
          {t(`library.findings.notDone.${notDone}`)}
        </p>
      )}
      <p {...(isAtWork ? { 'data-reload': 4_000 } : {})}>
        <ReadingState t={t} {...document} />{' '}
        <span className="small">
          {document.pages > 0 && `${t('library.pages', { count: document.pages })} · `}
          {sizeWords(t, document.bytes)}
        </span>
      </p>
      {document.edit && (
        <p>
          <a className="button" href={document.edit}>
            {t('library.findings.edit')}
          </a>
        </p>
      )}
      {document.mayEdit && (
        <p>
          <a href={paths.office.documentFile(document.id, 'document')}>{t('library.findings.file')}</a>
          {document.hasOriginal && (
            <>
              {' · '}
              <a href={paths.office.documentFile(document.id, 'original')}>{t('library.findings.original')}</a>
            </>
          )}
        </p>
      )}
      {document.failure && (
        <div className="errors" role="alert">
          <p>{t(`library.failures.${document.failure as 'encrypted'}`)}</p>
          {document.isReadAgain && <p>{t('library.findings.isReadAgain')}</p>}
          {document.reading === 'failed' && document.mayEdit && (
            <OneButton fields={{ intent: 'read-again' }}>{t('library.findings.readAgain')}</OneButton>
          )}
        </div>
      )}
      {isAtWork && <p>{t('library.findings.soFar')}</p>}
      {isRead && document.groups.length === 0 && <p className="done">{t('library.findings.none')}</p>}
      {document.groups.length > 0 && (
        <>
          <p className="lead">{t('library.findings.lead')}</p>
          {document.accepted && <p className="done">{t('library.findings.accepted', { moment: document.accepted })}</p>}
          {document.groups.map((group) => (
            <Group key={group.kind} t={t} lang={lang} document={document} group={group} />
          ))}
        </>
      )}
      {isRead && document.mayEdit && document.groups.length > 0 && (
        <div className="columns">
          {document.mayClean && <CleanForm t={t} document={document} />}
          {!document.accepted && document.mayAccept && (
            <section className="panel">
              <h2>{t('library.findings.accept')}</h2>
              <p>{t('library.findings.acceptText')}</p>
              <OneButton fields={{ intent: 'accept', seen: document.seen }}>
                {t('library.findings.acceptButton')}
              </OneButton>
            </section>
          )}
        </div>
      )}
      {document.mayEdit && document.state === 'draft' && !document.isCleaning && (
        <details className="panel">
          <summary>{t('library.findings.remove')}</summary>
          <p>{t('library.findings.removeText')}</p>
          <OneButton fields={{ intent: 'remove' }}>{t('library.findings.removeButton')}</OneButton>
        </details>
      )}
    </>
  )
}

/** Findings that are shown before the rest is behind a fold. */
const shownAtOnce = 20

interface GroupProps {
  t: Translate
  lang: Language
  document: Shown
  group: Shown['groups'][number]
}

function Group({ t, lang, document, group }: GroupProps) {
  const lines = group.found.filter(({ page, excerpt }) => page !== null || excerpt !== '')
  const more = group.found.filter(({ page, excerpt }) => page === null && excerpt === '' && lines.length > 0)
  const [first, rest] = [lines.slice(0, shownAtOnce), lines.slice(shownAtOnce)]
  const line = ({ page, excerpt, count }: (typeof lines)[number], at: number) => (
    <li key={at}>
      {page !== null &&
        (document.mayEdit && group.kind !== 'unread-page' ? (
          <a href={paths.office.documentPage(document.id, page)}>{t('library.page', { page })}</a>
        ) : (
          t('library.page', { page })
        ))}
      {excerpt !== '' && (
        <>
          {page !== null && ': '}
          <q>{excerpt}</q>
        </>
      )}
      {count > 1 && ` (${t('library.findings.times', { count })})`}
    </li>
  )
  return (
    <section className="panel">
      <h2>
        {t(`library.kinds.${group.kind}.title`)} <span className="small">{wholeNumber(lang, group.count)}</span>
      </h2>
      <p>{t(`library.kinds.${group.kind}.text`)}</p>
      {first.length > 0 && <ul>{first.map(line)}</ul>}
      {rest.length > 0 && (
        <details>
          <summary>{t('library.findings.more', { count: rest.length })}</summary>
          <ul>{rest.map(line)}</ul>
        </details>
      )}
      {more.map(({ count }) => (
        <p key={count}>{t('library.findings.uncounted', { count })}</p>
      ))}
    </section>
  )
}

function CleanForm({ t, document }: { t: Translate; document: Shown }) {
  return (
    <section className="panel">
      <h2>{t('library.clean.title')}</h2>
      <p>{t('library.clean.text')}</p>
      {document.state === 'open' && <p>{t('library.clean.takesDown')}</p>}
      <Form>
        <input type="hidden" name="intent" value="clean" />
        {document.hasInvisible && (
          <div className="tick">
            <input type="checkbox" id="removesInvisible" name="removesInvisible" value="1" />
            <label htmlFor="removesInvisible">{t('library.clean.invisible')}</label>
          </div>
        )}
        <div className="tick">
          <input type="checkbox" id="keepsOriginal" name="keepsOriginal" value="1" />
          <label htmlFor="keepsOriginal">{t('library.clean.keep')}</label>
        </div>
        <button className="main">{t('library.clean.button')}</button>
      </Form>
    </section>
  )
}
