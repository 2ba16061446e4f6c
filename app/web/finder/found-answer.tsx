import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { ActionCard } from '~/actions/kind/kind'
import { ActList } from '~/actions/next-acts/next-acts'
import { type TellMe, WhatIsLeft } from '~/actions/next-acts/what-is-left'
import { placeName } from '~/geography/place-name'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'
import type { Found } from './find-yours.server'
import { OfficeList } from './office-list'

/** What was found, with its uncertainty: people choose, and nothing uncertain is presented as fact. */
export function FoundAnswer({
  lang,
  t,
  found,
  cards,
  tellMe,
}: PageProps & { found: Found; cards: ActionCard[]; tellMe: TellMe | null }) {
  if (found.kind === 'unknown' || found.kind === 'nowhere')
    return (
      <Notice title={t(`places.found.${found.kind}`)} text={t(`places.found.${found.kind}Text`)}>
        <WhatIsLeft lang={lang} t={t} cards={cards} tellMe={null} />
      </Notice>
    )
  if (found.kind === 'military') {
    return (
      <section className="answer" id="answer" aria-labelledby="answer-title">
        <h2 id="answer-title">{t('places.found.military')}</h2>
        <p>{t('places.found.militaryText')}</p>
        <WhatIsLeft lang={lang} t={t} cards={cards} tellMe={null} />
      </section>
    )
  }
  const { counties, isLikely, offices, maybeCities } = found
  const [first, ...others] = counties
  const name = (county: (typeof counties)[number]) => placeName(lang, { name: county.name, kind: 'county' })
  return (
    <section className="answer" id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">
        {isLikely
          ? t('places.found.likely', { county: name(first!) })
          : t('places.found.which', { count: counties.length })}
      </h2>
      <p>{isLikely ? t('places.found.likelyText') : t('places.found.whichText')}</p>
      <ul className="who">
        {(isLikely ? [first!] : counties).map((county, index) => (
          <li key={county.id}>
            <a href={paths.place(lang, county.slug)}>
              <Sign name="pin" />
              <span className="who-words">
                <strong>
                  {name(county)}, {county.state}
                  <br />
                </strong>
                <span>{index === 0 ? t('places.found.mostLikely') : t('places.found.possible')}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {isLikely && offices.length === 0 && <p className="note">{t('places.found.none')}</p>}
      <OfficeList lang={lang} t={t} offices={offices} />
      {offices.length > 0 && cards.length > 0 && (
        <>
          <h3>{t('places.place.actions')}</h3>
          <ActList cards={cards} />
        </>
      )}
      {isLikely && others.length > 0 && (
        <p>
          {t('places.found.orElse')}{' '}
          {others.map((county) => (
            <Fragment key={county.id}>
              <a href={paths.place(lang, county.slug)}>{name(county)}</a>{' '}
            </Fragment>
          ))}
        </p>
      )}
      {maybeCities.map((city) => (
        <p key={city.slug}>
          {t('places.found.city', { city: city.name })}{' '}
          <a href={paths.place(lang, city.slug)}>{t('places.found.cityGo', { city: city.name })}</a>
        </p>
      ))}
      {offices.length === 0 && (
        <WhatIsLeft
          lang={lang}
          t={t}
          cards={cards}
          tellMe={tellMe}
          tellWho={
            tellMe && (
              <p>
                <a href={paths.place(lang, tellMe.slug)}>{t('outreach.nobodyHere.tell')}</a>
              </p>
            )
          }
        />
      )}
      <p className="small">{t('places.found.notYours')}</p>
    </section>
  )
}

function Notice({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="answer" id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">{title}</h2>
      <p>{text}</p>
      {children}
    </section>
  )
}
