import { CodeForm } from '~/actions/petitions/check-page'
import { paths } from '~/paths'
import type { FormState } from '~/ui/forms/form-state'
import { NoticePage } from '~/ui/page/notice-page'
import { OpenMail } from '~/ui/page/open-mail'
import type { PageProps } from '~/ui/page/public-layout'

interface NewsCheckProps extends PageProps {
  campaign: { slug: string; name: string }
  form: FormState
  by: 'mail' | 'text'
  number: 'known' | 'forgotten' | 'unknown'
}

/** The page after “Keep me posted”, the same whether or not they get the news already. */
export function NewsCheckPage({ lang, t, campaign, form, by, number }: NewsCheckProps) {
  return (
    <NoticePage title={t('site.check.title')} text={t(by === 'text' ? 'site.check.phoneText' : 'site.posted.mailText')}>
      {by === 'text' ? <CodeForm t={t} form={form} number={number} hasFocus /> : <OpenMail t={t} />}
      <section className="block" aria-labelledby="nothing">
        <h2 id="nothing">{t('site.check.nothing')}</h2>
        <p>{t(by === 'text' ? 'site.posted.nothingText' : 'site.posted.nothingMail')}</p>
        <p>
          <a href={paths.keepPosted(lang, campaign.slug)}>{t('site.posted.back')}</a>
        </p>
      </section>
    </NoticePage>
  )
}
