import type { ReactNode } from 'react'
import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { ListWarning } from '~/office/lists/files/list-file'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { LinesToShow } from './lines-to-show'

// What pages of lists have in common, whatever is in them: officials, policies.

/** Keys under `officials.rosters.states`. */
type ListState = 'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'undone'

interface UploadProps {
  t: Translate
  form: FormState
  accept: string
  template: string
  hint: string
  templateWords: string
  options: ReactNode
}

/** Form that uploads a list, or takes one that was copied. */
export function UploadList({ t, form, accept, template, hint, templateWords, options }: UploadProps) {
  return (
    <Form encType="multipart/form-data" className="panel">
      <h2>{t('officials.rosters.title')}</h2>
      <div className="pair">
        <FileOrPaste t={t} form={form} accept={accept} hint={hint} label={t('officials.rosters.file')} isMultiple>
          <p>
            <a href={template}>{templateWords}</a>
          </p>
        </FileOrPaste>
      </div>
      {options}
      <button className="main">{t('officials.rosters.take')}</button>
      <ReadingNote t={t} kind="list" />
    </Form>
  )
}

interface FileOrPasteProps {
  t: Translate
  form: FormState
  label: string
  accept: string
  hint?: string
  /** Whether a list may be in several files. */
  isMultiple?: boolean
  /** Below the file. */
  children?: ReactNode
}

/** The two ways in which a list comes: a file, or what was copied. */
export function FileOrPaste({ t, form, label, accept, hint, isMultiple = false, children }: FileOrPasteProps) {
  return (
    <>
      <div className="field">
        <label htmlFor="list">{label}</label>
        {hint && (
          <span className="hint" id="list-hint">
            {hint}
          </span>
        )}
        <input
          id="list"
          name="list"
          type="file"
          multiple={isMultiple}
          accept={accept}
          aria-describedby={hint && 'list-hint'}
        />
        {children}
      </div>
      <TextArea
        t={t}
        form={form}
        name="pasted"
        label={t('officials.rosters.paste')}
        hint={t('officials.rosters.pasteHint')}
        maxLength={2_000_000}
        isOptional
      />
    </>
  )
}

interface ListOfListsProps {
  t: Translate
  lang: Language
  lists: Part<{ id: string; fileName: string; format: string; all: number; state: string; at: string }>
  /** Of the page that shows them. */
  path: string
  href: (id: string) => string
  formatWords: (format: string) => string
}

/** The lists that were uploaded, and where each stands. */
export function ListOfLists({ t, lang, lists: { lines, table, count }, path, href, formatWords }: ListOfListsProps) {
  const momentOf = useMoments()
  return (
    <>
      <h2>{t('officials.rosters.lists')}</h2>
      <OfficeTable
        t={t}
        lang={lang}
        label={t('officials.rosters.lists')}
        rows={lines}
        keyOf={({ id }) => id}
        list={{ path, table, count }}
        empty={t('officials.rosters.none')}
        columns={[
          {
            name: 'file',
            head: t('officials.rosters.file'),
            sorts: 'up',
            isName: true,
            cell: ({ id, fileName }) => <a href={href(id)}>{fileName}</a>,
          },
          {
            name: 'format',
            head: t('officials.rosters.format'),
            sorts: 'up',
            cell: ({ format }) => formatWords(format),
          },
          {
            name: 'lines',
            head: t('officials.rosters.lines'),
            sorts: 'down',
            isNumber: true,
            cell: ({ all }) => wholeNumber(lang, all),
          },
          {
            name: 'state',
            head: t('officials.rosters.stateOf'),
            sorts: 'up',
            cell: ({ state }) => <StateWords t={t} state={state} />,
          },
          {
            name: 'when',
            head: t('officials.rosters.when'),
            sorts: 'up',
            cell: ({ at }) => momentOf(lang, new Date(at)),
          },
        ]}
      />
    </>
  )
}

function StateWords({ t, state }: { t: Translate; state: string }) {
  return (
    <span className={`state ${state === 'done' ? 'done' : 'waiting'}`}>
      {t(`officials.rosters.states.${state as ListState}`)}
    </span>
  )
}

interface StandingProps {
  t: Translate
  list: { state: string; isSetAside: boolean; all: number; done: number; warnings: readonly ListWarning[] }
  mayEdit: boolean
}

/** Where a list stands, how far it is, and what to know about the file. The page reloads itself while it is worked on. */
export function ListStanding({ t, list, mayEdit }: StandingProps) {
  const isWorking = (list.state === 'checking' || list.state === 'running') && !list.isSetAside
  return (
    <>
      <div {...(isWorking ? { 'data-reload': 2_000 } : {})}>
        <p role="status">
          <StateWords t={t} state={list.state} />
        </p>
        {isWorking && (
          <p>
            <progress
              max={list.all}
              value={list.done}
              aria-label={t(`officials.rosters.states.${list.state as ListState}`)}
            />{' '}
            {t('officials.rosters.progress', { done: list.done, all: list.all })}
          </p>
        )}
      </div>
      {list.isSetAside && <SetAside t={t} isRunning={list.state === 'running'} fields={mayEdit ? {} : null} />}
      {list.warnings.flatMap(({ warning, count }) =>
        warning === 'blank'
          ? []
          : [
              <p className="errors" key={warning}>
                {t(`officials.warnings.${warning}`, { count })}
              </p>,
            ],
      )}
    </>
  )
}

interface SetAsideProps {
  t: Translate
  /** Some of it may be written already. */
  isRunning: boolean
  /** Of the form that has it tried again; null without the right to. */
  fields: Record<string, string> | null
}

/** A list on which the worker failed: what that means, and what can be done. */
export function SetAside({ t, isRunning, fields }: SetAsideProps) {
  return (
    <div className="errors" role="alert">
      <p>{t(isRunning ? 'officials.rosters.setAsideRunning' : 'officials.rosters.setAside')}</p>
      {fields && <OneButton fields={{ ...fields, intent: 'try-again' }}>{t('officials.rosters.tryAgain')}</OneButton>}
    </div>
  )
}

interface FiguresProps {
  t: Translate
  lang: Language
  list: { all: number; outcomes: Record<string, number>; warnings: readonly ListWarning[] }
}

/** How many lines had each outcome. */
export function OutcomeFigures({ t, lang, list }: FiguresProps) {
  const blank = list.warnings.find(({ warning }) => warning === 'blank')?.count ?? 0
  return (
    <>
      <p>{t('office.imports.accounted', { lines: list.all + blank, blank })}</p>
      <ul className="figures">
        {(['good', 'done', 'unchanged', 'folded', 'bad', 'unread'] as const).flatMap((outcome) =>
          list.outcomes[outcome]
            ? [
                <li key={outcome}>
                  <strong>{wholeNumber(lang, list.outcomes[outcome])}</strong>{' '}
                  <span>{t(`officials.rosters.outcomes.${outcome}`)}</span>
                </li>,
              ]
            : [],
        )}
      </ul>
    </>
  )
}

interface ReasonsProps {
  t: Translate
  lang: Language
  reasons: readonly { words: string; count: number }[]
  /** Link to the lines that are not imported; null when there are none. */
  badFile: string | null
}

/** Why lines are not imported, most frequent first. */
export function ReasonsPanel({ t, lang, reasons, badFile }: ReasonsProps) {
  if (reasons.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('officials.rosters.reasons')}</h2>
      <ul>
        {reasons.map(({ words, count }) => (
          <li key={words}>
            {wholeNumber(lang, count)} · {words}
          </li>
        ))}
      </ul>
      {badFile && <a href={badFile}>{t('officials.rosters.badFile')}</a>}
    </section>
  )
}

interface ReportedLine {
  line: number
  cells: string[]
  outcome: string
}

interface LinesReportProps<Line extends ReportedLine> {
  t: Translate
  /** Path of the list's page. */
  href: string
  show: LinesToShow
  lines: readonly Line[]
  next: number | null
  understood: (line: Line) => ReactNode
  problems: (line: Line) => string[]
  changes: (line: Line) => string[]
}

/** The line-by-line report: the original cells, what was understood, problems, changes. */
export function LinesReport<Line extends ReportedLine>({
  t,
  href,
  show,
  lines,
  next,
  understood,
  problems,
  changes,
}: LinesReportProps<Line>) {
  return (
    <section id="lines">
      <h2>{t('officials.rosters.report')}</h2>
      <ul className="tabs" aria-label={t('officials.rosters.show')}>
        {(['problems', 'changes', 'all'] as const).map((one) => (
          <li key={one}>
            <a href={`${href}?show=${one}#lines`} {...(one === show ? { 'aria-current': 'true' as const } : {})}>
              {t(`officials.rosters.shows.${one}`)}
            </a>
          </li>
        ))}
      </ul>
      {lines.length === 0 ? (
        <p>{t('officials.rosters.noLines')}</p>
      ) : (
        <WideTable
          label={t('officials.rosters.report')}
          head={[
            { number: t('officials.rosters.line') },
            t('officials.rosters.read'),
            t('officials.rosters.understood'),
            t('officials.rosters.reason'),
            t('officials.rosters.change'),
          ]}
        >
          {lines.map((line) => (
            <tr key={line.line}>
              <td className="number">{line.line}</td>
              <td className="small">{line.cells.filter(Boolean).join(' · ').slice(0, 160)}</td>
              <td>{understood(line)}</td>
              <td>
                {line.outcome === 'bad' && <span className="state bad">{t('officials.rosters.outcomes.bad')}</span>}
                {problems(line).map((words, index) => (
                  <div key={index}>{words}</div>
                ))}
              </td>
              <td>
                {changes(line).map((words, index) => (
                  <div key={index}>{words}</div>
                ))}
              </td>
            </tr>
          ))}
        </WideTable>
      )}
      {next !== null && (
        <p>
          <a className="button" href={`${href}?show=${show}&after=${next}#lines`}>
            {t('officials.rosters.more')}
          </a>
        </p>
      )}
    </section>
  )
}
