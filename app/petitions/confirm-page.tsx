import { paths } from '~/paths'
import { NoticePage } from '~/ui/notice-page'
import type { PageProps } from '~/ui/public-layout'
import type { Confirmation } from './find-confirmation.server'

/** One button, or why there is none. */
export function ConfirmPage({ lang, t, state, slug, title }: PageProps & Confirmation) {
  switch (state) {
    case 'waiting':
      return (
        <NoticePage title={t('site.confirm.title')} text={t('site.confirm.text')}>
          <p className="note">{title?.[lang]}</p>
          <form method="post">
            <button className="button wide">{t('site.confirm.button')}</button>
          </form>
        </NoticePage>
      )
    case 'confirmed':
      return (
        <NoticePage title={t('site.confirm.alreadyTitle')} text={t('site.confirm.alreadyText')}>
          <p>
            <a className="button" href={paths.petitionThanks(lang, slug)}>
              {t('site.confirm.thanks')}
            </a>
          </p>
        </NoticePage>
      )
    case 'expired':
      return (
        <NoticePage title={t('site.confirm.expiredTitle')} text={t('site.confirm.expiredText')}>
          <p>
            <a className="button" href={paths.petition(lang, slug)}>
              {t('site.petition.open')}
            </a>
          </p>
        </NoticePage>
      )
    case 'unknown':
      return (
        <NoticePage title={t('site.confirm.unknownTitle')} text={t('site.confirm.unknownText')}>
          <p>
            <a className="button" href={paths.home(lang)}>
              {t('site.problem.home')}
            </a>
          </p>
        </NoticePage>
      )
  }
}
