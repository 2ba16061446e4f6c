import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import type { PetitionView } from './petition-view'
import type { ShareLinks } from './share-links'
import { ShareList } from './share-list'

interface ThanksProps extends PageProps {
  petition: Pick<PetitionView, 'slug' | 'title' | 'image' | 'imageAlt' | 'thanksHtml' | 'status' | 'numbers'>
  links: ShareLinks
  next: NextActsView
}

/** Thanks, ways to share, and the next action. Whoever came by a forwarded link can sign from here. */
export function ThanksPage({ lang, t, petition, links, next }: ThanksProps) {
  const { confirmed } = petition.numbers
  return (
    <div className="thanks">
      <header className="hero">
        <p className="label">{petition.title}</p>
        <h1>{t('site.thanks.title')}</h1>
        {confirmed > 1 && (
          <p className="we-are">{t('site.thanks.weAre', { count: confirmed, number: wholeNumber(lang, confirmed) })}</p>
        )}
        <p className="lead to">{t('site.thanks.lead')}</p>
        {petition.status === 'open' && (
          <p className="small">
            {t('site.thanks.notYet')}{' '}
            <a href={paths.petition(lang, petition.slug, 'thanks')}>{t('site.thanks.signHere')}</a>
          </p>
        )}
        {petition.thanksHtml && <Html html={petition.thanksHtml} className="note" />}
      </header>
      <section className="block" aria-labelledby="share">
        <h2 id="share">{t('site.thanks.share')}</h2>
        <ShareList t={t} title={petition.title} links={links} />
        <details className="qr-code">
          <summary>{t('site.thanks.qr')}</summary>{' '}
          <img className="qr" src={links.qr} alt={t('site.thanks.qrAlt')} width={176} height={176} loading="lazy" />
        </details>
      </section>
      <div>
        <NextActs lang={lang} t={t} acts={next} />
      </div>
      {petition.image && (
        <div className="picture">
          <img src={petition.image} alt={petition.imageAlt} width={1200} height={630} loading="lazy" decoding="async" />
        </div>
      )}
    </div>
  )
}
