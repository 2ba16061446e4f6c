import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { paths } from '~/paths'
import type { readGroup } from './group.server'

type GroupProps = Awaited<ReturnType<typeof readGroup>> & { t: Translate; lang: Language }

/** A group: whose people it sees, who sees them besides, and its campaigns. */
export function GroupPage({ t, lang, group, above, chapters, own, campaigns, mayStart, maySet }: GroupProps) {
  const { kind, name } = group
  const places = [...(group.areas.length > 0 ? [`ZIP ${group.areas.join(', ')}`] : []), ...group.counties].join('; ')
  return (
    <>
      <ListHeading
        title={name}
        make={
          mayStart
            ? { label: t('office.group.start'), href: paths.office.newPage({ kind: 'petition', group: group.id }) }
            : null
        }
      />
      <p className="lead">
        {t(`office.team.kinds.${kind}`)}
        {group.town && `, ${group.town}`}
        {above && ` · ${above}`}
      </p>
      <section className="panel" aria-labelledby="sees">
        <h2 id="sees">{t('office.group.people')}</h2>
        <p>{t(`office.group.sees.${kind}`, { name })}</p>
        {kind === 'chapter' && places && <p>{t('office.group.inParent', { parent: above, places })}</p>}
        {kind === 'group' && places && <p>{t('office.group.worksIn', { places })}</p>}
        {chapters.length > 0 && <p>{t('office.group.chapters', { chapters: chapters.join(', ') })}</p>}
        <p>{t('office.group.roles')}</p>
        {kind !== 'network' && <p>{t('office.group.network')}</p>}
        <p>{own === null ? t('office.group.youNetwork') : t(own ? 'office.group.youSee' : 'office.group.youDont')}</p>
      </section>
      <section className="panel" aria-labelledby="campaigns">
        <h2 id="campaigns">{t('office.nav.campaigns')}</h2>
        {campaigns.length === 0 && <p>{t(mayStart ? 'office.group.noneStart' : 'office.group.none')}</p>}
        <ul>
          {campaigns.map((campaign) => (
            <li key={campaign.slug}>
              <a href={paths.office.pages({ campaign: campaign.slug })}>{campaign.name[lang]}</a>{' '}
              <span className="small">{t(`office.campaigns.states.${campaign.state}`)}</span>
            </li>
          ))}
        </ul>
      </section>
      {maySet && (
        <p>
          <a href={paths.office.settings()}>{t('office.settings.title')}</a>
        </p>
      )}
    </>
  )
}
