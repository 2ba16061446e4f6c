import { Behind } from '~/actions/kind/behind'
import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import type { PetitionView } from './petition-view'
import type { ShareLinks } from './share-links'
import { ShareList } from './share-list'

interface ThanksProps extends PageProps {
  petition: PetitionView
  links: ShareLinks
  next: NextActsView
}

/**
 * Thanks, the number with this signature, and three steps: share, act, tell. The page cannot know who opens it: below
 * the title it says where to sign, for whoever was sent its address.
 */
export function ThanksPage({ lang, t, petition, links, next }: ThanksProps) {
  const { confirmed } = petition.numbers
  const isOpen = petition.status === 'open'
  return (
    <div className="thanks">
      <header className="hero">
        {petition.image && (
          <div className="picture">
            <img src={petition.image} alt={petition.imageAlt} width={1200} height={630} decoding="async" />
          </div>
        )}
        <h1>{t('site.thanks.title')}</h1>
        {confirmed > 0 && (
          <p className="we-are">{t('site.thanks.weAre', { count: confirmed, number: wholeNumber(lang, confirmed) })}</p>
        )}
        <h2 className="signed">
          <a href={paths.petition(lang, petition.slug)}>{petition.title}</a>
        </h2>
        {isOpen && (
          <p className="not-yet">
            {t('site.thanks.notYet')}{' '}
            <a href={paths.petition(lang, petition.slug, 'thanks')}>{t('site.thanks.signHere')}</a>
          </p>
        )}
        {petition.thanksHtml && <Html html={petition.thanksHtml} className="note" />}
      </header>
      <div className="three-steps">
        {isOpen && (
          <section aria-labelledby="share">
            <h2 id="share">{t('site.thanks.share')}</h2>
            <p>{t('site.thanks.lead')}</p>
            <ShareList t={t} title={petition.title} links={links} />
          </section>
        )}
        <NextActs lang={lang} t={t} acts={next} />
        {isOpen && (
          <section className="block" aria-labelledby="tell">
            <h2 id="tell">{t('site.thanks.tell')}</h2>
            <p>{t('site.thanks.tellText')}</p>
            <details className="qr-code">
              <summary>{t('site.thanks.qr')}</summary>{' '}
              <img className="qr" src={links.qr} alt={t('site.thanks.qrAlt')} width={176} height={176} loading="lazy" />
            </details>
          </section>
        )}
        <Behind lang={lang} t={t} {...petition} />
      </div>
    </div>
  )
}
