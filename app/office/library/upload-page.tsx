import { ReadingNote } from '~/channels/uploads/reading-note'
import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { EditorFieldView } from '~/office/editor/editor-field'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { readUploads } from './uploads.server'

type Shown = Awaited<ReturnType<typeof readUploads>>

interface UploadProps extends Shown {
  t: Translate
  lang: Language
  form: FormState
  /** Files that were just taken in. */
  added: number
}

/** Documents come in here: one, several or a folder of them. Below, how far they have been read. */
export function UploadPage({
  t,
  lang,
  form,
  added,
  campaign,
  mayPublish,
  shared,
  collections,
  documents,
}: UploadProps) {
  const isAtWork = documents.some(
    ({ reading, isCleaning }) => reading === 'waiting' || reading === 'reading' || isCleaning,
  )
  return (
    <>
      <p className="small">
        <a href={paths.office.story(campaign.slug, 'documents')}>{campaign.name}</a>
      </p>
      <h1>{t('library.upload.title')}</h1>
      <p className="lead">{t('library.upload.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {added > 0 && (
        <div className="done" role="status">
          {t('library.upload.others', { count: added })}
        </div>
      )}
      <div className="columns">
        <Form
          encType="multipart/form-data"
          className="panel"
          data-pieces={paths.office.documentPieces(campaign.slug, '')}
        >
          <h2>{t('library.upload.files')}</h2>
          <div className="field">
            <label htmlFor="pdf">{t('library.upload.pdfs')}</label>
            <span className="hint" id="pdf-hint">
              {t('library.upload.hint')}
            </span>
            <input id="pdf" name="pdf" type="file" multiple accept="application/pdf,.pdf" aria-describedby="pdf-hint" />
          </div>
          <div className="field">
            <label htmlFor="folder">
              {t('library.upload.folder')} <i>{t('site.form.optional')}</i>
            </label>
            <span className="hint" id="folder-hint">
              {t('library.upload.folderHint')}
            </span>
            <input
              id="folder"
              name="folder"
              type="file"
              multiple
              aria-describedby="folder-hint"
              {...{ webkitdirectory: '' }}
            />
          </div>
          {collections.length > 0 && (
            <div className="field">
              <label htmlFor="collection">{t('library.upload.collection')}</label>
              <select id="collection" name="collection" defaultValue={form.values.collection ?? ''}>
                <option value="">{t('library.upload.noCollection')}</option>
                {collections.map(({ slug, title }) => (
                  <option key={slug} value={slug}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
          )}
          <details open={shared.some(({ name }) => form.errors.some(({ field }) => field.startsWith(name)))}>
            <summary>{t('library.upload.shared')}</summary>
            <p>{t('library.upload.sharedText')}</p>
            {shared.map((field) => (
              <EditorFieldView key={field.name} t={t} form={form} field={field} missing={[]} />
            ))}
          </details>
          <button className="main">{t('library.upload.send')}</button>
          <ReadingNote t={t} kind="document" />
          <ul
            className="sending"
            data-sending=""
            aria-live="polite"
            data-waiting={t('library.upload.waiting')}
            data-checking={t('library.upload.checking')}
            data-broken={t('library.upload.broken')}
            data-later={t('library.upload.later', { seconds: '#' })}
            data-sum={t('library.upload.sum', { added: '#', not: '##' })}
            data-document={paths.office.documentFindings('#')}
            data-no-pdfs={t('library.upload.noPdfs')}
          />
        </Form>
        <Form className="panel">
          <h2>{t('library.collections.title')}</h2>
          <p>{t('library.collections.text')}</p>
          {collections.length > 0 && (
            <ul>
              {collections.map(({ slug, title }) => (
                <li key={slug}>
                  {title} <span className="small">{slug}</span>
                </li>
              ))}
            </ul>
          )}
          <input type="hidden" name="intent" value="collection" />
          {languages.map((language) => (
            <TextField
              key={language}
              t={t}
              form={form}
              name={`title_${language}`}
              lang={language}
              label={`${t('library.collections.name')} · ${languageNames[language]}`}
              maxLength={80}
            />
          ))}
          <button>{t('library.collections.make')}</button>
        </Form>
      </div>
      <section data-documents="">
        <h2>{t('library.upload.list')}</h2>
        {mayPublish && documents.some(({ state }) => state === 'draft') && (
          <p>
            <a className="button" href={paths.office.documentsPublish(campaign.slug)}>
              {t('library.upload.publishSeveral')}
            </a>
          </p>
        )}
        {documents.length === 0 ? (
          <p>{t('library.upload.none')}</p>
        ) : (
          <div {...(isAtWork ? { 'data-reload': 4_000 } : {})}>
            <WideTable
              label={t('library.upload.list')}
              head={[
                t('library.upload.document'),
                { number: t('library.upload.pages') },
                t('library.upload.state'),
                { number: t('library.upload.found') },
              ]}
            >
              {documents.map((document) => (
                <tr key={document.id}>
                  <th scope="row">
                    <a href={paths.office.documentFindings(document.id)}>{document.title}</a>
                  </th>
                  <td className="number">{document.pages > 0 ? wholeNumber(lang, document.pages) : ''}</td>
                  <td>
                    <ReadingState t={t} {...document} />
                  </td>
                  <td className="number">{document.open > 0 && wholeNumber(lang, document.open)}</td>
                </tr>
              ))}
            </WideTable>
          </div>
        )}
      </section>
    </>
  )
}

interface ReadingProps {
  t: Translate
  reading: 'waiting' | 'reading' | 'read' | 'failed'
  pages: number
  pagesRead: number
  isCleaning: boolean
}

/** How far the pages of a document have been read. */
export function ReadingState({ t, reading, pages, pagesRead, isCleaning }: ReadingProps) {
  if (isCleaning) return <span className="state waiting">{t('library.reading.cleaning')}</span>
  if (reading === 'reading')
    return (
      <>
        <span className="state waiting">{t('library.reading.reading', { read: pagesRead, pages })}</span>{' '}
        <progress value={pagesRead} max={Math.max(1, pages)} aria-label={t('library.reading.progress')} />
      </>
    )
  const mark = { waiting: 'waiting', read: 'done', failed: 'failed' }[reading]
  return <span className={`state ${mark}`}>{t(`library.reading.${reading}`)}</span>
}
