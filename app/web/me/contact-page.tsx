import { paths } from '~/paths'
import type { ContactChangeFound } from '~/people/find-contact-change.server'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface ContactPageProps extends PageProps {
  found: ContactChangeFound
  /** What was just said. */
  said: 'confirm' | 'not-mine' | 'keep' | null
}

/** Asks the owner of a corrected address or number whether it is theirs, or that of the old one whether it stays. */
export function ContactPage({ lang, t, found, said }: ContactPageProps) {
  const next = { href: paths.ownPageRequest(lang), label: t('site.me.newLink') }
  if (said === 'not-mine')
    return <NoticePage title={t('site.contact.notMineTitle')} text={t('site.contact.notMineText')} />
  if (said === 'keep') return <NoticePage title={t('site.contact.keptTitle')} text={t('site.contact.keptText')} />
  if (said === 'confirm' || found.state === 'confirmed')
    return <NoticePage title={t('site.contact.doneTitle')} text={t('site.contact.doneText')} next={next} />
  switch (found.state) {
    case 'waiting': {
      const campaign = found.campaign[lang]
      const isMail = found.channel === 'mail'
      if (found.side === 'old')
        return (
          <NoticePage
            title={t(isMail ? 'site.contact.keepTitleMail' : 'site.contact.keepTitleSms')}
            text={t('site.contact.keepText', { campaign })}
          >
            <Form>
              <button className="button wide" name="wanted" value="keep">
                {t('site.contact.keep')}
              </button>
            </Form>
          </NoticePage>
        )
      return (
        <NoticePage
          title={t(isMail ? 'site.contact.confirmMail' : 'site.contact.confirmSms')}
          text={t('site.contact.text', { campaign })}
        >
          <Form>
            <button className="button wide" name="wanted" value="confirm">
              {t('site.contact.confirm')}
            </button>
          </Form>
          <Form>
            <button className="button plain wide" name="wanted" value="not-mine">
              {t('site.contact.notMine')}
            </button>
          </Form>
        </NoticePage>
      )
    }
    case 'expired':
      return <NoticePage title={t('site.contact.expiredTitle')} text={t('site.contact.expiredText')} next={next} />
    case 'ended':
      return <NoticePage title={t('site.contact.endedTitle')} text={t('site.contact.endedText')} next={next} />
    case 'unknown':
      return <NoticePage title={t('site.contact.unknownTitle')} text={t('site.contact.unknownText')} next={next} />
  }
}
