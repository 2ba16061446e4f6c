import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'

interface StoryTabsProps {
  t: Translate
  campaign: { slug: string; name: string }
  menu: { kind: string; name: string }[]
  current: string
}

/** From each part of a campaign's story to the others. */
export function StoryTabs({ t, campaign, menu, current }: StoryTabsProps) {
  return (
    <>
      <nav className="tabs" aria-label={t('office.story.title')}>
        {menu.map(({ kind, name }) => (
          <a
            key={kind}
            href={paths.office.story(campaign.slug, kind)}
            {...(kind === current ? { 'aria-current': 'page' as const } : {})}
          >
            {name}
          </a>
        ))}
      </nav>
    </>
  )
}
