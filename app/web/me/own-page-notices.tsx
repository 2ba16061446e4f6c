import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

/**
 * What a fresh link shows: one button, because a mail scanner opens every link too and would use it up.
 *
 * @param session token of the page that the button opens
 */
export function OwnPageOpen({ t, session }: Pick<PageProps, 't'> & { session: string }) {
  return (
    <NoticePage title={t('site.me.openTitle')} text={t('site.me.openText')}>
      <Form action="?">
        <input type="hidden" name="intent" value="open" />
        <input type="hidden" name="session" value={session} />
        <button className="button wide">{t('site.me.open')}</button>
      </Form>
    </NoticePage>
  )
}

/** Why there is no page here, with the way to a new one. */
type End = 'gone' | 'used' | 'closed' | 'tooLate' | 'deleted' | 'perhapsDeleted'

/** The link has expired or was used, the page has closed, or what it showed is gone. */
export function OwnPageEnd({ lang, t, why }: PageProps & { why: End }) {
  if (why === 'deleted') return <NoticePage title={t('site.me.deletedTitle')} text={t('site.me.deletedText')} />
  // The page is gone, and nothing tells whether it was deleted or never was.
  if (why === 'perhapsDeleted')
    return <NoticePage title={t('site.me.end.closed.title')} text={t('site.me.deletedText')} />
  return (
    <NoticePage
      title={t(`site.me.end.${why}.title`)}
      text={t(`site.me.end.${why}.text`)}
      next={{ href: paths.ownPageRequest(lang), label: t('site.me.newLink') }}
    />
  )
}
