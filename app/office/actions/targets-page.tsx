import { titleIn } from '~/actions/kind/target-words'
import type { Targeting } from '~/actions/kind/targeting'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { type ListState, OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { AddTargets } from './add-targets'
import { PostName, Ways } from './post-name'
import { TargetingForm } from './targeting-form'
import type { TargetLine } from './targets.server'

/** A target with its place in the whole list, from 0. */
interface PlacedTarget extends TargetLine {
  at: number
}

interface TargetsProps {
  t: Translate
  lang: Language
  head: WrittenHead
  targeting: Targeting
  targets: Part<PlacedTarget>
  /** Search words, the first matches, and how many there are; null: no search yet. */
  search: { words: string; found: TargetLine[]; count: number } | null
  /** The latest change, if it can be undone. */
  last: { revision: number; undoTo: number; by: string; at: string } | null
  /** How many officials were just added, or null. */
  added: number | null
  /** The rejected choice, a lookup without any office; else null. */
  typed: { how: string; order: string } | null
}

/** Targets of an action: a list of officials in order, or offices looked up by where the person lives. */
export function TargetsPage({ t, lang, head, targeting, targets, search, last, added, typed }: TargetsProps) {
  const momentOf = useMoments()
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="targets" />
      {typed && (
        <ErrorSummary
          t={t}
          form={{
            values: {},
            errors: [{ field: 'roles', message: 'rolesMissing', said: t('outreach.office.targets.rolesMissing') }],
          }}
        />
      )}
      {added !== null && (
        <p className="done" role="status">
          {t('outreach.office.targets.added', { count: added })}
        </p>
      )}
      {head.state !== 'draft' && <p className="lead">{t('outreach.office.targets.live')}</p>}
      {last && head.rights.includes('publish') && (
        <div className="acts">
          <p>{t('outreach.office.targets.lastChange', { name: last.by, when: momentOf(lang, new Date(last.at)) })}</p>
          <OneButton fields={{ intent: 'undo', from: String(last.revision), to: String(last.undoTo) }}>
            {t('outreach.office.targets.undo')}
          </OneButton>
        </div>
      )}
      <TargetingForm t={t} targeting={targeting} typed={typed} />
      <section>
        <h2>
          {targeting.how === 'posts' ? t('outreach.office.targets.list') : t('outreach.office.targets.agreedHead')}
        </h2>
        <Listed
          t={t}
          lang={lang}
          targets={targets}
          list={{
            path: paths.office.actionTargets(head.slug),
            kept: search ? { q: search.words } : {},
            table: targets.table,
            count: targets.count,
          }}
          isOrdered={targeting.how === 'posts' && targets.count > 1}
        />
      </section>
      <AddTargets t={t} lang={lang} search={search} />
    </>
  )
}

function Listed({
  t,
  lang,
  targets,
  list,
  isOrdered,
}: Pick<TargetsProps, 't' | 'lang' | 'targets'> & { list: ListState; isOrdered: boolean }) {
  const nameOf = (post: TargetLine) => post.name ?? titleIn(lang, post)
  return (
    <OfficeTable
      t={t}
      lang={lang}
      label={t('outreach.office.targets.list')}
      rows={targets.lines}
      keyOf={({ id }) => id}
      list={list}
      empty={t('outreach.office.targets.none')}
      columns={[
        {
          name: 'official',
          head: t('outreach.office.targets.official'),
          isName: true,
          cell: (post) => <PostName t={t} lang={lang} post={post} />,
        },
        { name: 'reach', head: t('outreach.office.targets.reach'), cell: (post) => <Ways t={t} post={post} /> },
        {
          name: 'agreed',
          head: t('outreach.office.targets.agreedHead'),
          cell: (post) => (
            <>
              <div>
                <span className={post.hasAgreed ? 'state open' : 'state'}>
                  {t(post.hasAgreed ? 'outreach.office.targets.agreed' : 'outreach.office.targets.notAgreed')}
                </span>
              </div>
              <Press post={post} who={nameOf(post)} intent={post.hasAgreed ? 'not-agreed' : 'agreed'}>
                {t(post.hasAgreed ? 'outreach.office.targets.askAgain' : 'outreach.office.targets.markAgreed')}
              </Press>
            </>
          ),
        },
        {
          name: 'change',
          head: t('outreach.office.targets.change'),
          cell: (post) => (
            <>
              {isOrdered && post.at > 0 && (
                <Press post={post} who={nameOf(post)} intent="up">
                  {t('outreach.office.targets.up')}
                </Press>
              )}{' '}
              {isOrdered && post.at < targets.count - 1 && (
                <Press post={post} who={nameOf(post)} intent="down">
                  {t('outreach.office.targets.down')}
                </Press>
              )}{' '}
              <Press post={post} who={nameOf(post)} intent="remove">
                {t('outreach.office.targets.remove')}
              </Press>
            </>
          ),
        },
      ]}
    />
  )
}

function Press({ post, who, intent, children }: { post: TargetLine; who: string; intent: string; children: string }) {
  return (
    <Form>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="post" value={post.id} />
      <button className="quiet" aria-label={`${children}: ${who}`}>
        {children}
      </button>
    </Form>
  )
}
