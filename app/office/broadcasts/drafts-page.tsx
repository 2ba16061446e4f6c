import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { ListedBroadcast } from './broadcasts.server'

interface DraftsProps extends Part<ListedBroadcast> {
  t: Translate
  lang: Language
  /** A draft that was just dropped, or what became of putting one back; null for neither. */
  draft: { dropped: string } | 'restored' | 'notRestored' | null
  /** Campaigns that the organizer may write for. */
  campaigns: { slug: string; name: string }[]
  /** How fast mail to many leaves; null for who may not set it. */
  pace: FormState | null
  isPaceSaved: boolean
}

/** Messages to those who asked for news: being written, going out, and gone. */
export function DraftsPage({ t, lang, lines, table, count, draft, campaigns, pace, isPaceSaved }: DraftsProps) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('broadcasts.drafts')}</h1>
      <p className="lead">{t('broadcasts.lead')}</p>
      {draft && (
        <div className={draft === 'notRestored' ? 'errors' : 'done'} role="status">
          <p>{t(`broadcasts.${typeof draft === 'string' ? draft : 'dropped'}`)}</p>
          {typeof draft !== 'string' && (
            <OneButton fields={{ intent: 'restore-draft', id: draft.dropped }}>{t('broadcasts.undo')}</OneButton>
          )}
        </div>
      )}
      {campaigns.length > 0 && (
        <Form className="panel" aria-labelledby="new">
          <h2 id="new">{t('broadcasts.new')}</h2>
          <Choice
            name="campaign"
            label={t('broadcasts.campaign')}
            options={campaigns.map(({ slug, name }) => [slug, name])}
          />
          <div className="acts">
            {(['mail', 'text'] as const).map((channel) => (
              <button key={channel} name="intent" value={`make ${channel}`}>
                {t(`broadcasts.make.${channel}`)}
              </button>
            ))}
          </div>
        </Form>
      )}
      <OfficeTable
        t={t}
        lang={lang}
        label={t('broadcasts.drafts')}
        rows={lines}
        keyOf={({ id }) => id}
        list={{ path: paths.office.drafts(), table, count }}
        empty={t('broadcasts.none')}
        columns={[
          {
            name: 'title',
            head: t('broadcasts.message'),
            sorts: 'up',
            isName: true,
            cell: ({ id, title, state }) => (
              <a href={state === 'draft' ? paths.office.broadcast(id) : paths.office.broadcastSend(id)}>
                {title || t('broadcasts.untitled')}
              </a>
            ),
          },
          {
            name: 'state',
            head: t('texts.office.state'),
            sorts: 'up',
            cell: ({ state }) => t(`broadcasts.states.${state}`),
          },
          {
            name: 'channel',
            head: t('texts.office.channel'),
            sorts: 'up',
            cell: ({ channel }) => t(`broadcasts.channels.${channel}`),
          },
          { name: 'campaign', head: t('broadcasts.campaign'), sorts: 'up', cell: ({ campaign }) => campaign },
          {
            name: 'changed',
            head: t('broadcasts.changed'),
            sorts: 'down',
            cell: ({ updatedAt }) => momentOf(lang, new Date(updatedAt)),
          },
        ]}
      />
      {pace && <PaceForm t={t} form={pace} isSaved={isPaceSaved} />}
    </>
  )
}

function PaceForm({ t, form, isSaved }: { t: Translate; form: FormState; isSaved: boolean }) {
  return (
    <details open={form.errors.length > 0 || isSaved || undefined}>
      <summary>{t('broadcasts.pace.title')}</summary>
      {isSaved && (
        <p className="done" role="status">
          {t('broadcasts.pace.saved')}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      <Form>
        <TextField
          t={t}
          form={form}
          name="domain_per_hour"
          inputMode="numeric"
          label={t('broadcasts.pace.domain')}
          hint={t('broadcasts.pace.domainHint')}
          maxLength={9}
          isOptional
        />
        <TextField
          t={t}
          form={form}
          name="warms_up_from"
          type="date"
          label={t('broadcasts.pace.from')}
          hint={t('broadcasts.pace.fromHint')}
          isOptional
        />
        <TextField
          t={t}
          form={form}
          name="first_day"
          inputMode="numeric"
          label={t('broadcasts.pace.firstDay')}
          maxLength={9}
        />
        <button name="intent" value="pace">
          {t('broadcasts.pace.save')}
        </button>
      </Form>
    </details>
  )
}
