import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'
import type { LinksToShare } from './share-links'

/** Share links: WhatsApp first, then text, mail and a link to copy. A script reveals the script-only buttons. */
export function ShareList({ t, title, links }: Pick<PageProps, 't'> & { title: string; links: LinksToShare }) {
  return (
    <>
      <ul className="share">
        <li>
          <a className="button first" href={links.whatsapp} rel="noreferrer">
            <Sign name="chat" />
            {t('site.thanks.whatsapp')}
          </a>
        </li>
        <li data-share={links.copy} data-title={title} hidden>
          <button type="button" className="button plain">
            <Sign name="share" />
            {t('site.thanks.webShare')}
          </button>
        </li>
        <li>
          <a className="button plain" href={links.sms}>
            <Sign name="bubble" />
            {t('site.thanks.sms')}
          </a>
        </li>
        <li>
          <a className="button plain" href={links.mail}>
            <Sign name="envelope" />
            {t('site.thanks.mail')}
          </a>
        </li>
      </ul>
      <label htmlFor="link">{t('site.thanks.copy')}</label>
      <div className="copy">
        <input id="link" type="text" readOnly size={links.copy.length} value={links.copy} />{' '}
        <button type="button" className="button plain" data-copy="link" data-done={t('site.thanks.copied')} hidden>
          {t('site.thanks.copyButton')}
        </button>
      </div>
      <p className="small">{t('site.thanks.privateNote')}</p>
    </>
  )
}
