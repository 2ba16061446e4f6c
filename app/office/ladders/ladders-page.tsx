import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { templateName, templateNames } from '~/messages/ladders/ladder-templates'
import { ListHeading } from '~/office/frame/list-heading'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { useMoments } from '~/ui/page/readers-zone'
import type { ListedLadder } from './ladders.server'

interface LaddersProps extends Part<ListedLadder> {
  t: Translate
  lang: Language
  campaigns: { id: string; name: string }[]
}

/** All ladders, and where a new one begins. */
export function LaddersPage({ t, lang, lines, table, count, campaigns }: LaddersProps) {
  const momentOf = useMoments()
  return (
    <>
      <ListHeading title={t('ladders.title')} make={{ label: t('ladders.new'), href: '#new' }} />
      <p className="lead">{t('ladders.lead')}</p>
      <OfficeTable
        t={t}
        lang={lang}
        label={t('ladders.title')}
        rows={lines}
        keyOf={({ id }) => id}
        list={{ path: paths.office.ladders(), table, count }}
        empty={t('ladders.none')}
        columns={[
          {
            name: 'title',
            head: t('ladders.name'),
            sorts: 'up',
            isName: true,
            cell: ({ id, title, standing }) => (
              <a href={standing === 'draft' ? paths.office.ladderEdit(id) : paths.office.ladder(id)}>
                {title || t('ladders.untitled')}
              </a>
            ),
          },
          { name: 'campaign', head: t('broadcasts.campaign'), sorts: 'up', cell: ({ campaign }) => campaign },
          {
            name: 'state',
            head: t('office.story.state'),
            sorts: 'up',
            cell: ({ standing }) => (
              <span className={`state ${standing === 'paused' ? 'alert' : standing}`}>
                {t(`ladders.standings.${standing}`)}
              </span>
            ),
          },
          { name: 'inside', head: t('ladders.inside'), sorts: 'down', cell: ({ inside }) => inside },
          { name: 'tasks', head: t('ladders.tasksHead'), sorts: 'down', cell: ({ tasks }) => tasks || '' },
          {
            name: 'changed',
            head: t('broadcasts.changed'),
            sorts: 'down',
            cell: ({ updatedAt }) => momentOf(lang, new Date(updatedAt)),
          },
        ]}
      />
      <section className="panel" id="new">
        <h2>{t('ladders.new')}</h2>
        <p>{t('ladders.newText')}</p>
        <Form action={`${paths.office.ladders()}?index`}>
          <div className="field">
            <label htmlFor="campaign">{t('broadcasts.campaign')}</label>
            <select id="campaign" name="campaign">
              {campaigns.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <div className="acts">
            {templateNames.map((name) => (
              <button key={name} name="template" value={name}>
                {templateName(name)[lang]}
              </button>
            ))}
            <button name="template" value="">
              {t('ladders.empty')}
            </button>
          </div>
        </Form>
      </section>
    </>
  )
}
