import type { ReactNode } from 'react'
import { ReadingNote } from '~/channels/uploads/reading-note'
import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { FileOrPaste, SetAside } from '~/office/lists/import-parts'
import { RowChoice } from '~/office/lists/row-choice'
import type { CustomField } from '~/office/people/fields/custom-field'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { ColumnMapping, columnsNotRead } from '~/ui/page/column-mapping'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useDays, useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import { type FieldReason, fieldColumn, sayLineReason } from './field-columns'
import { correctable, type ImportField, type ImportRowReason, importFields, mostCell, orderShown } from './import-row'
import type { readImports } from './imports.server'
import type { SecondTyping } from './second-typing'
import { SecondTypingPanel } from './second-typing-panel'

type Batch = Awaited<ReturnType<typeof readImports>>[number]

interface ImportsProps {
  t: Translate
  lang: Language
  head: WrittenHead
  form: FormState
  batches: Batch[]
  /** The language of a list or sheet until somebody says another. */
  usual: Language
  /** Where texts are not set up: by list, how many of its signatures can only be reached by phone; else null. */
  byPhone: Record<string, number> | null
  /** Sheets typed from paper, by list. */
  sheets: Record<string, SecondTyping>
  /** Id of the list that is recorded since just now; null for none. */
  done: string | null
}

const entryLines = 12

/** Signatures from paper: a sheet to print, lines to type in, lists to upload. Each list can be undone as a whole. */
export function ImportsPage({ t, lang, head, form, batches, usual, byPhone, sheets, done }: ImportsProps) {
  /** What was typed, in the form that was refused only. */
  const of = (intent: string): FormState => ({ ...form, values: form.values.intent === intent ? form.values : {} })
  const [list, entry] = [of('list'), of('entry')]
  const isAtWork = batches.some(({ state, isSetAside }) => (state === 'checking' || state === 'running') && !isSetAside)
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="imports" />
      <ErrorSummary t={t} form={form} />
      {byPhone && <p className="panel">{t('office.imports.phonesText')}</p>}
      <div {...(isAtWork ? { 'data-reload': 2_000 } : {})}>
        {batches
          .filter(({ id, state }) => id === done && (state === 'running' || state === 'done'))
          .map((batch) => (
            <p className="done" role="status" key={batch.id}>
              {batch.state === 'running'
                ? t('office.imports.recording', { count: countOf(batch, 'good') + countOf(batch, 'recorded') })
                : t('office.imports.recorded', { count: countOf(batch, 'recorded') })}
            </p>
          ))}
        {batches.map((batch, at) => (
          <BatchPanel
            key={batch.id}
            isNewest={at === 0}
            t={t}
            lang={lang}
            batch={batch}
            fields={importFields}
            custom={[]}
            words="signatures"
            badLines={paths.office.petitionBadLines(head.slug, batch.id)}
            byPhone={byPhone?.[batch.id] ?? 0}
            sheet={sheets[batch.id] ?? null}
            form={form}
          />
        ))}
      </div>
      <div className="columns">
        <section className="panel">
          <h2>{t('office.imports.sheet')}</h2>
          <p>{t('office.imports.sheetText')}</p>
          <p>
            <a className="button" href={paths.office.petitionSheet(head.slug)}>
              {t('office.imports.sheetButton')}
            </a>
          </p>
        </section>
        <section className="panel">
          <h2>{t('office.imports.kiosk')}</h2>
          <p>{t('office.imports.kioskText')}</p>
          <ul className="acts">
            {languages.map((language) => (
              <li key={language}>
                <a
                  className="button"
                  href={new URL(paths.petitionKiosk(language, head.slug), head.publicUrls![language]).href}
                >
                  {languageNames[language]}
                </a>
              </li>
            ))}
          </ul>
        </section>
        <section className="panel">
          <h2>{t('office.imports.list')}</h2>
          <p>{t('office.imports.listText')}</p>
          <Form encType="multipart/form-data">
            <input type="hidden" name="intent" value="list" />
            <FileOrPaste t={t} form={list} label={t('office.imports.file')} accept=".csv,.tsv,.txt,.xlsx,text/csv" />
            <ListLanguage t={t} id="list-language" chosen={list.values.list_language ?? usual} />
            <div className="acts">
              <button>{t('office.imports.take')}</button>
            </div>
            <ReadingNote t={t} kind="list" />
          </Form>
        </section>
      </div>
      <section className="panel">
        <h2>{t('office.imports.entry')}</h2>
        <p>{t('office.imports.entryText')}</p>
        <Form encType="multipart/form-data">
          <input type="hidden" name="intent" value="entry" />
          <WideTable
            label={t('office.imports.entry')}
            className="sheet-entry"
            head={(['name', 'contact', 'zip', 'show'] as const).map((name) => t(`office.imports.columns.${name}`))}
          >
            {Array.from({ length: entryLines }, (_, line) => (
              <tr key={line}>
                {(['name', 'contact', 'zip'] as const).map((name) => (
                  <td key={name}>
                    <input
                      // The summary of errors leads to the first line.
                      id={line === 0 ? name : undefined}
                      name={name}
                      defaultValue={entry.values[`${name} ${line}`] ?? ''}
                      autoComplete="off"
                      aria-label={`${t(`office.imports.columns.${name}`)} ${line + 1}`}
                      {...(name === 'zip' ? { inputMode: 'numeric' as const, maxLength: 20 } : {})}
                    />
                  </td>
                ))}
                <td>
                  <input
                    name={`show${line}`}
                    type="checkbox"
                    value="x"
                    defaultChecked={entry.values[`show${line}`] !== undefined}
                    aria-label={`${t('office.imports.columns.show')} ${line + 1}`}
                  />
                </td>
              </tr>
            ))}
          </WideTable>
          <TextField
            t={t}
            form={entry}
            name="signed_on"
            label={t('office.imports.signedOn')}
            hint={t('office.imports.signedOnHint')}
            type="date"
            isOptional
          />
          <ListLanguage t={t} id="entry-language" chosen={entry.values.list_language ?? usual} />
          <button>{t('office.imports.entryButton')}</button>
        </Form>
      </section>
    </>
  )
}

/** The language of everybody whose line does not say one. */
export function ListLanguage({ t, id, chosen }: { t: Translate; id: string; chosen: string }) {
  return (
    <div className="field">
      <label htmlFor={id}>{t('office.imports.listLanguage')}</label>
      <p className="hint" id={`${id}-hint`}>
        {t('office.imports.listLanguageHint')}
      </p>
      <select id={id} name="list_language" defaultValue={chosen} required aria-describedby={`${id}-hint`}>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </div>
  )
}

interface BatchProps {
  t: Translate
  lang: Language
  batch: Batch
  /** What a column can hold. */
  fields: readonly ImportField[]
  /** What the group keeps about its people. */
  custom: readonly CustomField[]
  /** What its lines are. */
  words: 'signatures' | 'people'
  /** Where the lines that were not recorded are a file. */
  badLines: string
}

/** How many lines of a list had this outcome. */
function countOf({ outcomes }: Batch, outcome: string): number {
  return outcomes.filter((one) => one.outcome === outcome).reduce((sum, one) => sum + one.count, 0)
}

/** A list: how far it is, what its lines come to, and what can be done with it. */
export function BatchPanel({
  t,
  lang,
  batch,
  fields,
  custom,
  words,
  badLines,
  byPhone,
  sheet,
  form,
  isNewest,
}: BatchProps & { byPhone: number; sheet: SecondTyping | null; form: FormState; isNewest: boolean }) {
  const momentOf = useMoments()
  const dateOf = useDays()
  const count = (outcome: string) => countOf(batch, outcome)
  const isOpen = batch.state === 'mapping' || batch.state === 'checking' || batch.state === 'checked'
  const blank = batch.warnings.find(({ warning }) => warning === 'blank')?.count ?? 0
  const notRecorded = (['bad', 'refused', 'not-open', 'closed', 'after-close'] as const).reduce(
    (sum, outcome) => sum + count(outcome),
    0,
  )
  const notRead = columnsNotRead(
    batch.columns,
    Object.values(batch.mapping).filter((column) => column !== undefined),
  )
  return (
    <Folded
      isFolded={!isNewest && !isOpen && batch.state !== 'running' && form.values.id !== batch.id}
      heading={
        <h2>
          {t('office.imports.batch', { count: batch.all, when: momentOf(lang, new Date(batch.at)) })}{' '}
          <span className={`state ${batch.state}`}>{t(`office.imports.states.${batch.state}`)}</span>
        </h2>
      }
    >
      {(batch.state === 'checking' || batch.state === 'running') && (
        <>
          <progress
            max={batch.state === 'checking' ? batch.all : batch.waiting + batch.done}
            value={batch.done}
            aria-label={t(`office.imports.states.${batch.state}`)}
          />
          <p className="small">
            {t('office.imports.progress', {
              done: batch.done,
              all: batch.state === 'checking' ? batch.all : batch.waiting + batch.done,
            })}
          </p>
        </>
      )}
      {batch.isSetAside && <SetAside t={t} isRunning={batch.state === 'running'} fields={{ id: batch.id }} />}
      {batch.warnings.flatMap(({ warning, count: lines }) =>
        warning === 'blank'
          ? []
          : [
              <p className="errors" key={warning}>
                {t(`officials.warnings.${warning}`, { count: lines })}
              </p>,
            ],
      )}
      {isOpen && notRead.length > 0 && (
        <p className="small">{t('office.imports.notRead', { columns: notRead.join(', ') })}</p>
      )}
      {batch.outcomes.length > 0 && <p>{t('office.imports.accounted', { lines: batch.all + blank, blank })}</p>}
      {batch.outcomes.length > 0 && (
        <ul>
          {batch.outcomes.map((one) => (
            <li key={one.outcome + one.reason}>
              {wholeNumber(lang, one.count)} ·{' '}
              {words === 'people' && one.outcome === 'double'
                ? t('office.peopleImport.double')
                : t(`office.imports.outcomes.${one.outcome as 'good'}`)}
              {one.reason && `: ${sayLineReason(t, lang, one.reason as ImportRowReason | FieldReason, custom)}`}{' '}
              {one.outcome !== 'good' && one.outcome !== 'recorded' && (
                <span className="small">
                  (
                  {t('office.imports.lines', {
                    count: one.count,
                    lines:
                      one.outcome === 'double'
                        ? one.lines
                            .map((line, at) => t('office.imports.sameAs', { line, first: one.firsts[at] ?? 0 }))
                            .join(', ')
                        : one.lines.join(', '),
                    more: one.count - one.lines.length,
                  })}
                  )
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {batch.mends.map(({ mend, count: mended, lines }) => (
        <p className="small" key={mend}>
          {t(`office.imports.mends.${mend}`, { count: mended })} (
          {t('office.imports.lines', { count: mended, lines: lines.join(', '), more: mended - lines.length })})
        </p>
      ))}
      {batch.state === 'checked' && (
        <p>
          {t(
            `office.imports.languageSaid.${batch.mapping.language === undefined ? 'all' : 'others'}.${batch.language}`,
          )}
        </p>
      )}
      {(isOpen || batch.isSetAside || (batch.state === 'done' && notRecorded > 0)) && (
        <p>{t('office.imports.keptUntil', { day: dateOf(lang, new Date(batch.keptUntil)) })}</p>
      )}
      {batch.evidence && batch.state !== 'undone' && (
        <p className="small">
          {t('office.people.news.evidence')}: “{batch.evidence}”
        </p>
      )}
      {byPhone > 0 && <p>{t('office.imports.byPhone', { count: byPhone })}</p>}
      {sheet && <SecondTypingPanel t={t} id={batch.id} sheet={sheet} form={form} />}
      {isOpen && !sheet && <RowChoice t={t} id={batch.id} list={batch} />}
      {isOpen && (
        <Form encType="multipart/form-data">
          <input type="hidden" name="id" value={batch.id} />
          <input type="hidden" name="reviewed" value={batch.reviewed} />
          <details open={batch.state === 'mapping'}>
            <summary>{t('office.imports.mapping')}</summary>
            <ColumnMapping
              label={t('office.imports.mapping')}
              columns={batch.columns}
              first={batch.first}
              fields={columnsOf(t, lang, fields, custom).map(({ name, label }) => ({
                id: `${batch.id}-${name}`,
                name,
                label,
                chosen: batch.mapping[name] ?? '',
              }))}
              none={t('office.imports.noColumn')}
            />
          </details>
          <ListLanguage t={t} id={`${batch.id}-list-language`} chosen={batch.language} />
          <DayOrderChoice t={t} batch={batch} />
          <div className="acts">
            <button name="intent" value="check">
              {t('office.imports.check')}
            </button>
            {batch.state === 'checked' && count('good') > 0 && !sheet?.differing.length && (
              <button className="main" name="intent" value="run">
                {words === 'people'
                  ? t('office.peopleImport.run', { count: count('good') })
                  : t('office.imports.run', { count: count('good') })}
              </button>
            )}
            <button name="intent" value="drop" className="quiet">
              {t('office.imports.drop', { count: batch.all })}
            </button>
          </div>
        </Form>
      )}
      <LinesToFix t={t} lang={lang} batch={batch} custom={custom} badLines={badLines} notRecorded={notRecorded} />
      {(batch.state === 'running' || (batch.state === 'done' && count('recorded') + count('known') > 0)) && (
        <OneButton fields={{ id: batch.id, intent: 'undo' }}>
          {batch.state === 'running'
            ? t('office.imports.undoRunning')
            : words === 'people'
              ? t('office.peopleImport.undo', { count: count('recorded') + count('known') })
              : t('office.imports.undo', { count: count('recorded') })}
        </OneButton>
      )}
    </Folded>
  )
}

/** Asks how days such as 05/11/2026 are read, where the list has such; what it shows by itself is said. */
function DayOrderChoice({ t, batch }: Pick<BatchProps, 't' | 'batch'>) {
  const { signed_on, consent_on, day_order: order } = batch.mapping
  const shown = [signed_on, consent_on].flatMap((column) =>
    column === undefined ? [] : (batch.dayOrders[column] ?? []),
  )
  if (shown.length === 0) return null
  const id = `${batch.id}-day-order`
  const why = shown.includes('both') ? 'both' : (shown.find((one) => one === 'day' || one === 'month') ?? 'unsure')
  return (
    <div className="field">
      <label htmlFor={id}>{t('office.imports.dayOrder')}</label>
      <p className="hint" id={`${id}-hint`}>
        {t(`office.imports.dayOrderShown.${why}`)}
      </p>
      <select
        id={id}
        name="day_order"
        defaultValue={order === undefined || order === orderShown(batch.mapping, batch.dayOrders) ? '' : order}
        aria-describedby={`${id}-hint`}
      >
        <option value="">{t('office.imports.dayOrderOpen')}</option>
        <option value="month">{t('office.imports.monthFirst')}</option>
        <option value="day">{t('office.imports.dayFirst')}</option>
      </select>
    </div>
  )
}

/** A panel, or only its heading until it is pressed. */
function Folded({ isFolded, heading, children }: { isFolded: boolean; heading: ReactNode; children: ReactNode }) {
  return isFolded ? (
    <details className="panel fold">
      <summary>{heading}</summary>
      {children}
    </details>
  ) : (
    <section className="panel">
      {heading}
      {children}
    </section>
  )
}

/** Columns that a list can have, in words. */
function columnsOf(t: Translate, lang: Language, fields: readonly ImportField[], custom: readonly CustomField[]) {
  return [
    ...fields.map((name) => ({ name, label: t(`office.imports.fields.${name}`) })),
    ...custom.map((field) => ({ name: fieldColumn(field), label: field.label[lang] })),
  ]
}

/** Refused lines: each with its reason, to be corrected here, or all in a file. */
function LinesToFix({
  t,
  lang,
  batch,
  custom,
  badLines,
  notRecorded,
}: Pick<BatchProps, 't' | 'lang' | 'batch' | 'custom' | 'badLines'> & { notRecorded: number }) {
  if (notRecorded === 0 || (batch.state !== 'checked' && batch.state !== 'done')) return null
  const fields = columnsOf(t, lang, correctable, custom).filter(({ name }) => batch.mapping[name] !== undefined)
  const names = (['full_name', 'given_name', 'family_name'] as const).filter(
    (field) => batch.mapping[field] !== undefined,
  )
  return (
    <>
      {batch.toFix.length > 0 && (
        <details open>
          <summary>{t('office.imports.fix', { count: batch.toFix.length })}</summary>
          <p className="small">{t('office.imports.fixText')}</p>
          {batch.toFix.map(({ line, reason, cells }, at) => (
            <details key={line} className="panel" open={at === 0}>
              <summary>
                <strong>{t('office.imports.lines', { count: 1, lines: String(line), more: 0 })}</strong>:{' '}
                {sayLineReason(t, lang, reason, custom)}{' '}
                <span className="small">
                  {names.map((field) => cells[Number(batch.mapping[field])] ?? '').join(' ')}
                </span>
              </summary>
              <Form encType="multipart/form-data" className="inline">
                <input type="hidden" name="id" value={batch.id} />
                <input type="hidden" name="line" value={line} />
                {fields.map(({ name, label }) => (
                  <div className="field" key={name}>
                    <label htmlFor={`${batch.id}-${line}-${name}`}>{label}</label>
                    <input
                      id={`${batch.id}-${line}-${name}`}
                      name={name}
                      defaultValue={cells[Number(batch.mapping[name])] ?? ''}
                      maxLength={mostCell}
                      autoComplete="off"
                    />
                  </div>
                ))}
                <button name="intent" value="fix">
                  {t('office.imports.fixButton', { line })}
                </button>
              </Form>
            </details>
          ))}
        </details>
      )}
      <p>
        <a href={badLines}>{t('office.imports.badLines', { count: notRecorded })}</a>
      </p>
    </>
  )
}
