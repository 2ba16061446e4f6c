import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface StopProps extends PageProps {
  /** Whether nothing of the link got lost. */
  isWhole: boolean
  /** What has just been stopped; null: nothing yet. */
  done: 'campaign' | 'everything' | null
  hasTexts: boolean
}

/** A button for the campaign that wrote, and one for everything; then, the way back for whoever did not mean it. */
export function StopPage({ lang, t, isWhole, done, hasTexts }: StopProps) {
  if (!isWhole)
    return (
      <NoticePage
        title={t('site.stop.brokenTitle')}
        text={t(hasTexts ? 'site.stop.brokenText' : 'site.stop.brokenTextMail')}
        next={{ href: paths.ownPageRequest(lang), label: t('site.me.newLink') }}
      />
    )
  if (done)
    return (
      <NoticePage
        title={t(done === 'campaign' ? 'site.stop.doneCampaignTitle' : 'site.stop.doneTitle')}
        text={t(
          done === 'campaign'
            ? 'site.stop.doneCampaignText'
            : hasTexts
              ? 'site.stop.doneText'
              : 'site.stop.doneTextMail',
        )}
      >
        {done === 'campaign' && (
          <Form>
            <input type="hidden" name="intent" value="stop" />
            <button className="button plain">{t('site.stop.button')}</button>
          </Form>
        )}
        <p>
          {t('site.stop.back')} <a href={paths.ownPageRequest(lang)}>{t('site.stop.backLink')}</a>
        </p>
      </NoticePage>
    )
  return (
    <NoticePage title={t('site.stop.title')} text={t('site.stop.text')}>
      <Form>
        <button className="button wide" name="intent" value="campaign">
          {t('site.stop.campaignButton')}
        </button>
      </Form>
      <section className="block">
        <p>{t('site.stop.everythingText')}</p>
        <Form>
          <button className="button wide plain" name="intent" value="stop">
            {t('site.stop.button')}
          </button>
        </Form>
      </section>
    </NoticePage>
  )
}
