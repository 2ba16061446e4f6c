import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import type { NewsLink } from './find-news-link.server'

interface NewsConfirmProps extends PageProps, Omit<NewsLink, 'state'> {
  state: Exclude<NewsLink['state'], 'confirmed'>
}

/** The button that begins the news, or why there is none. */
export function NewsConfirmPage({ lang, t, state, slug, name }: NewsConfirmProps) {
  switch (state) {
    case 'waiting':
      return (
        <NoticePage
          title={t('site.posted.confirmTitle')}
          text={t('site.posted.confirmText', { campaign: name?.[lang] ?? '' })}
        >
          <Form>
            <input type="hidden" name="intent" value="confirm" />
            <button className="button wide">{t('site.posted.confirmButton')}</button>
          </Form>
        </NoticePage>
      )
    case 'expired':
      return (
        <NoticePage
          title={t('site.confirm.expiredTitle')}
          text={t('site.posted.expiredText')}
          next={{ href: paths.keepPosted(lang, slug), label: t('site.posted.title') }}
        />
      )
    case 'unknown':
      return (
        <NoticePage
          title={t('site.confirm.unknownTitle')}
          text={t('site.posted.unknownText')}
          next={{ href: paths.ownPageRequest(lang), label: t('site.me.newLink') }}
        />
      )
  }
}
