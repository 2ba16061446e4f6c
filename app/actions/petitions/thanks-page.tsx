import { ActionCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { Html } from '~/ui/page/html'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import type { ShareLinks } from './share-links'
import { ShareList } from './share-list'

interface ThanksProps extends PageProps {
  title: string
  /** The petition's own thank-you text, or null. */
  ownHtml: string | null
  links: ShareLinks
  next: ActionCard | null
}

/** Thanks, ways to share, and the next action. */
export function ThanksPage({ t, title, ownHtml, links, next }: ThanksProps) {
  return (
    <NoticePage title={t('site.thanks.title')} text={t('site.thanks.lead')}>
      {ownHtml && <Html html={ownHtml} className="note" />}
      <section className="block" aria-labelledby="share">
        <h2 id="share">{t('site.thanks.share')}</h2>
        <ShareList t={t} title={title} links={links} />
        <h3>{t('site.thanks.qr')}</h3>
        <img className="qr" src={links.qr} alt={t('site.thanks.qrAlt')} width={176} height={176} />
      </section>
      {next && (
        <section className="block" aria-labelledby="next">
          <h2 id="next">{t('site.thanks.next')}</h2>
          <ActionCards t={t} cards={[next]} />
        </section>
      )}
    </NoticePage>
  )
}
