import { paths } from '~/paths'
import type { ContactChangeFound } from '~/people/find-contact-change.server'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface ContactPageProps extends PageProps {
  found: ContactChangeFound
  /** Whether they have just answered; while `found` still waits, the answer is not carried out yet. */
  isReceived: boolean
}

/** Asks the owner of a corrected address or number whether it is theirs, or that of the old one whether it stays. */
export function ContactPage({ lang, t, found, isReceived }: ContactPageProps) {
  const next = { href: paths.ownPageRequest(lang), label: t('site.me.newLink') }
  switch (found.state) {
    case 'waiting': {
      if (isReceived)
        return <NoticePage title={t('site.contact.receivedTitle')} text={t('site.contact.receivedText')} />
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
    case 'confirmed':
      return <NoticePage title={t('site.contact.doneTitle')} text={t('site.contact.doneText')} next={next} />
    case 'not-theirs':
      return <NoticePage title={t('site.contact.notMineTitle')} text={t('site.contact.notMineText')} />
    case 'kept':
      return <NoticePage title={t('site.contact.keptTitle')} text={t('site.contact.keptText')} />
    case 'expired':
      return <NoticePage title={t('site.contact.expiredTitle')} text={t('site.contact.expiredText')} next={next} />
    case 'ended':
      return <NoticePage title={t('site.contact.endedTitle')} text={t('site.contact.endedText')} next={next} />
    case 'unknown':
      return <NoticePage title={t('site.contact.unknownTitle')} text={t('site.contact.unknownText')} next={next} />
  }
}
