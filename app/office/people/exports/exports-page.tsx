import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { ExportLine } from './export-people.server'

type Line = Omit<ExportLine, 'askedAt' | 'expiresAt'> & { askedAt: string; expiresAt: string | null }

interface ExportsProps extends Part<Line> {
  t: Translate
  lang: Language
  /** The page looks again by itself. */
  isRunning: boolean
  /** Somebody in an export had gone when it was to be downloaded. */
  isAgain: boolean
  /** The one just asked for; null for none. */
  fresh: Line | null
}

/** One's own exports: their progress, and the one-time download. */
export function ExportsPage({ t, lang, lines, table, count, isRunning, isAgain, fresh }: ExportsProps) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('office.exports.title')}</h1>
      {isAgain && (
        <p className="done" role="status">
          {t('office.exports.again')}
        </p>
      )}
      <p className="lead">{t('office.exports.lead')}</p>
      <div {...(isRunning ? { 'data-reload': 2_000 } : {})}>
        {fresh && (
          <p className={isEmpty(fresh) ? 'errors' : 'done'} role="status">
            {isEmpty(fresh) ? t(`office.exports.nobody.${fresh.shape}`) : t(`office.exports.asked.${fresh.state}`)}
          </p>
        )}
        <OfficeTable
          t={t}
          lang={lang}
          label={t('office.exports.title')}
          rows={lines}
          keyOf={({ id }) => id}
          list={{ path: paths.office.exports(), table, count }}
          empty={
            <>
              {t('office.exports.none')} <a href={paths.office.people()}>{t('office.nav.people')}</a>
            </>
          }
          columns={[
            {
              name: 'when',
              head: t('office.numbers.when'),
              sorts: 'up',
              isName: true,
              cell: ({ askedAt }) => momentOf(lang, new Date(askedAt)),
            },
            {
              name: 'shape',
              head: t('office.exports.shape'),
              sorts: 'up',
              cell: ({ shape }) => t(`office.exports.shapes.${shape}`),
            },
            {
              name: 'state',
              head: t('office.petitions.state'),
              sorts: 'up',
              cell: (line) => {
                const state = isEmpty(line) ? 'empty' : line.state
                return <span className={`state ${state}`}>{t(`office.exports.states.${state}`)}</span>
              },
            },
            {
              name: 'rows',
              head: t('office.exports.rows'),
              sorts: 'down',
              cell: (line) => <Progress t={t} line={line} />,
            },
            { name: 'file', head: t('office.exports.file'), cell: (line) => <File t={t} lang={lang} line={line} /> },
          ]}
        />
      </div>
    </>
  )
}

/** Whether nobody is in it, so that there is nothing to download. */
const isEmpty = ({ state, rowsDone }: Line) => state === 'ready' && rowsDone === 0

function Progress({ t, line: { state, rowsDone, rowsAll } }: { t: Translate; line: Line }) {
  const words = t('office.exports.progress', { done: rowsDone, all: rowsAll })
  return (
    <>
      {state === 'running' && (
        <>
          <progress max={Math.max(1, rowsAll)} value={rowsDone} aria-label={words} />{' '}
        </>
      )}
      <span className="small">{words}</span>
    </>
  )
}

function File({ t, lang, line }: { t: Translate; lang: Language; line: Line }) {
  const momentOf = useMoments()
  if (line.state !== 'ready') return null
  if (isEmpty(line)) return <span className="small">{t(`office.exports.nobody.${line.shape}`)}</span>
  return (
    <>
      <OneButton isMain action={paths.office.exportFile(line.id)}>
        {t('office.exports.take', { count: wholeNumber(lang, line.rowsDone) })}
      </OneButton>
      {line.expiresAt && (
        <div className="small">{t('office.exports.until', { when: momentOf(lang, new Date(line.expiresAt)) })}</div>
      )}
    </>
  )
}
