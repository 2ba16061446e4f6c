import type { NobodyHere } from '~/actions/kind/place'
import { placeInSentence } from '~/geography/place-name'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import type { NextActsView } from './next-acts'
import { WhatIsLeft } from './what-is-left'

interface NobodyKnownProps extends PageProps {
  /** Null when unknown. */
  place: NobodyHere | null
  /** Null in the office's preview. */
  acts: NextActsView | null
  hasTexts: boolean
}

/** Says on an action's page that nobody is known where somebody lives, and what can be done all the same. */
export function NobodyKnown({ lang, t, place, acts, hasTexts }: NobodyKnownProps) {
  const name = place && placeInSentence(lang, place)
  return (
    <>
      <section className="sign">
        <h2>{t('outreach.nobodyHere.title')}</h2>
        <p>{name ? t('outreach.nobodyHere.textThere', { place: name }) : t('outreach.nobodyHere.text')}</p>
      </section>
      <WhatIsLeft
        lang={lang}
        t={t}
        cards={acts?.cards ?? []}
        tellMe={place && { ...place, hasTexts }}
        tellWho={
          place && (
            <p>
              <a href={paths.place(lang, place.slug)}>
                {place.canTell ? t('outreach.nobodyHere.tell') : t('outreach.nobodyHere.see', { place: name! })}
              </a>
            </p>
          )
        }
      />
    </>
  )
}
