import type { Channels } from '~/channel-states'
import { paths } from '~/paths'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

/** What we keep about people, why, for how long, and what they can do about it. */
export function PrivacyPage({ lang, t, channels }: PageProps & { channels: Channels }) {
  const hasTexts = channels.texts !== 'none'
  const parts = [
    {
      title: t('site.privacy.keep'),
      lines: [
        t(hasTexts ? 'site.privacy.keep1' : 'site.privacy.keep1Mail'),
        t('site.privacy.keep2'),
        t('site.privacy.keep3'),
        t('outreach.privacy.keep'),
        ...(channels.calls !== 'none' ? [t('outreach.privacy.keepBridge')] : []),
        t(hasTexts ? 'outreach.privacy.keepLetter' : 'outreach.privacy.keepLetterMail'),
        ...(hasTexts ? [t('outreach.privacy.keepText')] : []),
      ],
    },
    {
      title: t('site.privacy.not'),
      lines: [t('site.privacy.not1'), t('site.privacy.not2'), t('outreach.privacy.not')],
    },
    {
      title: t('site.privacy.long'),
      lines: [
        t('site.privacy.long1'),
        t('site.privacy.long2'),
        t('site.privacy.long3'),
        t('site.privacy.long4'),
        t(hasTexts ? 'outreach.privacy.long' : 'outreach.privacy.longMail'),
      ],
    },
    { title: t('site.privacy.rights'), lines: [t('site.privacy.rights1'), t('site.privacy.rights2')] },
  ]
  return (
    <NoticePage title={t('site.privacy.title')} text={t('site.privacy.lead')}>
      {parts.map((part) => (
        <section className="block" key={part.title}>
          <h2>{part.title}</h2>
          <ul>
            {part.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <a className="button" href={paths.ownPageRequest(lang)}>
          {t('site.privacy.link')}
        </a>
      </p>
    </NoticePage>
  )
}
