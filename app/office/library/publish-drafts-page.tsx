import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import type { DocumentDraft } from './publish-drafts.server'

interface PublishDraftsProps {
  t: Translate
  campaign: { slug: string; name: string }
  drafts: DocumentDraft[]
  /** What was just done; null before. */
  done: { published: number; kept: number } | null
}

/** Drafts of documents that can be published together, and what the others lack. */
export function PublishDraftsPage({ t, campaign, drafts, done }: PublishDraftsProps) {
  const complete = drafts.filter(({ missing }) => missing.length === 0)
  const incomplete = drafts.filter(({ missing }) => missing.length > 0)
  return (
    <>
      <p className="small">
        <a href={paths.office.documentUpload(campaign.slug)}>{t('library.upload.title')}</a>
      </p>
      <h1>{t('library.publish.title')}</h1>
      {done && (
        <p className={done.published > 0 ? 'done' : 'errors'} role="status">
          {t('library.publish.done', { count: done.published })}
          {done.kept > 0 && ` ${t('library.publish.kept', { count: done.kept })}`}
        </p>
      )}
      {drafts.length === 0 && <p>{t('library.publish.none')}</p>}
      {complete.length > 0 && (
        <Form className="panel">
          <h2>{t('library.publish.complete', { count: complete.length })}</h2>
          <p>{t('library.publish.completeText')}</p>
          {complete.map(({ id, title, path }) => (
            <div className="tick" key={id}>
              <input type="checkbox" id={`document-${id}`} name="id" value={id} defaultChecked />{' '}
              <label htmlFor={`document-${id}`}>{title}</label>{' '}
              <a className="small" href={path}>
                {t('library.publish.edit')}
              </a>
            </div>
          ))}
          <button className="main">{t('library.publish.button')}</button>
        </Form>
      )}
      {incomplete.length > 0 && (
        <section className="panel">
          <h2>{t('library.publish.incomplete', { count: incomplete.length })}</h2>
          <ul>
            {incomplete.map(({ id, title, path, missing }) => (
              <li key={id}>
                <a href={path}>{title}</a>
                <ul className="small">
                  {missing.map((one) => (
                    <li key={one.field + one.words}>
                      <a href={one.path ?? `${path}#${one.field}`}>{one.words}</a>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
