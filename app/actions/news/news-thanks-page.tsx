import { paths } from '~/paths'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface NewsThanksProps extends PageProps {
  campaign: { slug: string; name: string }
  perWeek: { mail: number; sms: number }
  hasTexts: boolean
}

/** What they get from now on, how often at most, and how to change it. */
export function NewsThanksPage({ lang, t, campaign, perWeek, hasTexts }: NewsThanksProps) {
  return (
    <NoticePage
      title={t('site.posted.thanksTitle')}
      text={t('site.posted.thanksText', { campaign: campaign.name })}
      next={{ href: paths.campaign(lang, campaign.slug), label: t('site.posted.toCampaign') }}
    >
      <p>{t(hasTexts ? 'site.posted.howOften' : 'site.posted.howOftenMail', perWeek)}</p>
      <p>
        {t(hasTexts ? 'site.posted.howToStop' : 'site.posted.howToStopMail')}{' '}
        <a href={paths.ownPageRequest(lang)}>{t('site.posted.ownPage')}</a>
      </p>
    </NoticePage>
  )
}
