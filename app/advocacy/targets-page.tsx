import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { stateNames } from '~/jurisdictions/state-names'
import { postRoles } from '~/officials/target'
import { OneButton } from '~/office/one-button'
import { WideTable } from '~/office/wide-table'
import { Choice } from '~/organizers/team-page'
import { momentOf } from '~/ui/dates'
import type { Targeting } from '~/take-action/targeting'
import type { ActionHead } from './action-head'
import { WritingTabs } from '~/writing/writing-tabs'
import type { PostLine } from './targets.server'

interface TargetsProps {
  t: Translate
  lang: Language
  head: ActionHead
  targeting: Targeting
  targets: PostLine[]
  /** What was looked for, and who was found; null: nobody has looked. */
  search: { words: string; found: PostLine[] } | null
  /** The last change, when it can be undone. */
  last: { revision: number; undoTo: number; by: string; at: string } | null
  /** After a press: how many were added, or null. */
  added: number | null
  isRolesMissing: boolean
}

/** Whom an action reaches: these officials in their order, or those with these offices where the person lives. */
export function TargetsPage({ t, lang, head, targeting, targets, search, last, added, isRolesMissing }: TargetsProps) {
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="targets" />
      {added !== null && (
        <p className="done" role="status">
          {t('outreach.office.targets.added', { count: added })}
        </p>
      )}
      {head.state !== 'draft' && <p className="lead">{t('outreach.office.targets.live')}</p>}
      {last && head.rights.includes('publish') && (
        <div className="acts">
          <p>{t('outreach.office.targets.lastChange', { name: last.by, when: momentOf(lang, new Date(last.at)) })}</p>
          <OneButton fields={{ intent: 'undo', from: String(last.revision), to: String(last.undoTo) }}>{t('outreach.office.targets.undo')}</OneButton>
        </div>
      )}
      <How t={t} targeting={targeting} isRolesMissing={isRolesMissing} />
      <section>
        <h2>{targeting.how === 'posts' ? t('outreach.office.targets.list') : t('outreach.office.targets.agreedHead')}</h2>
        {targets.length === 0 ? <p>{t('outreach.office.targets.none')}</p> : <Listed t={t} targets={targets} isOrdered={targeting.how === 'posts' && targets.length > 1} />}
      </section>
      <Add t={t} search={search} />
    </>
  )
}

function How({ t, targeting, isRolesMissing }: Pick<TargetsProps, 't' | 'targeting' | 'isRolesMissing'>) {
  const roles: readonly string[] = targeting.how === 'lookup' ? targeting.roles : []
  return (
    <form method="post" className="panel">
      <input type="hidden" name="intent" value="targeting" />
      <fieldset>
        <legend className="label">{t('outreach.office.targets.how')}</legend>
        {(['posts', 'lookup'] as const).map((how) => (
          <div className="tick" key={how}>
            <input id={how} type="radio" name="how" value={how} defaultChecked={targeting.how === how} />
            <label htmlFor={how}>{t(`outreach.office.targets.${how}`)}</label>
          </div>
        ))}
      </fieldset>
      <fieldset>
        <legend className="label">{t('outreach.office.targets.roles')}</legend>
        {isRolesMissing && (
          <p className="error" role="alert">
            {t('outreach.office.targets.rolesMissing')}
          </p>
        )}
        <div className="ticks">
          {postRoles.map((role) => (
            <div className="tick" key={role}>
              <input id={role} type="checkbox" name="roles" value={role} defaultChecked={roles.includes(role)} />
              <label htmlFor={role}>{t(`outreach.yours.${role}`)}</label>
            </div>
          ))}
        </div>
      </fieldset>
      <Choice name="order" label={t('outreach.office.targets.order')} options={[['in-turn', t('outreach.office.targets.inTurn')], ['all', t('outreach.office.targets.all')]]} chosen={targeting.order} />
      <button>{t('outreach.office.targets.save')}</button>
    </form>
  )
}

function Listed({ t, targets, isOrdered }: { t: Translate; targets: PostLine[]; isOrdered: boolean }) {
  return (
    <WideTable label={t('outreach.office.targets.list')} head={[t('outreach.office.targets.official'), t('outreach.office.targets.reach'), t('outreach.office.targets.agreedHead'), t('outreach.office.targets.change')]}>
      {targets.map((post, index) => (
        <tr key={post.id}>
          <th scope="row">
            <PostName t={t} post={post} />
          </th>
          <td>
            <Ways t={t} post={post} />
          </td>
          <td>
            <Press post={post} intent={post.hasAgreed ? 'not-agreed' : 'agreed'}>
              {post.hasAgreed ? t('outreach.office.targets.agreed') : t('outreach.office.targets.notAgreed')}
            </Press>
          </td>
          <td>
            {isOrdered && index > 0 && <Press post={post} intent="up">{t('outreach.office.targets.up')}</Press>}{' '}
            {isOrdered && index < targets.length - 1 && <Press post={post} intent="down">{t('outreach.office.targets.down')}</Press>}{' '}
            <Press post={post} intent="remove">{t('outreach.office.targets.remove')}</Press>
          </td>
        </tr>
      ))}
    </WideTable>
  )
}

function Press({ post, intent, children }: { post: PostLine; intent: string; children: string }) {
  return (
    <form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="post" value={post.id} />
      <button className="quiet" aria-label={`${children}: ${post.name ?? post.title}`}>
        {children}
      </button>
    </form>
  )
}

function Add({ t, search }: Pick<TargetsProps, 't' | 'search'>) {
  return (
    <section className="panel" aria-labelledby="add">
      <h2 id="add">{t('outreach.office.targets.add')}</h2>
      <form method="get" className="inline" role="search">
        <div className="field">
          <label htmlFor="q">{t('outreach.office.targets.search')}</label>
          <input id="q" name="q" type="search" defaultValue={search?.words} maxLength={100} />
        </div>
        <button>{t('outreach.office.targets.searchButton')}</button>
      </form>
      {search && search.found.length === 0 && <p role="status">{t('outreach.office.targets.searchNone')}</p>}
      {search && search.found.length > 0 && (
        <form method="post" className="found">
          <input type="hidden" name="intent" value="add" />
          {search.found.map((post) => (
            <div className="tick" key={post.id}>
              <input id={post.id} type="checkbox" name="add" value={post.id} />
              <label htmlFor={post.id}>
                <PostName t={t} post={post} /> · <Ways t={t} post={post} />
              </label>
            </div>
          ))}
          <button className="main">{t('outreach.office.targets.addButton')}</button>
        </form>
      )}
      <h3>{t('outreach.office.targets.allOf')}</h3>
      <form method="post" className="inline">
        <input type="hidden" name="intent" value="add-all" />
        <Choice name="role" label={t('outreach.office.targets.role')} options={postRoles.filter((role) => role !== 'other').map((role) => [role, t(`outreach.titles.${role}`)])} />
        <Choice name="state" label={t('outreach.office.targets.state')} options={Object.entries(stateNames)} />
        <button>{t('outreach.office.targets.addAll')}</button>
      </form>
    </section>
  )
}

function PostName({ t, post }: { t: Translate; post: PostLine }) {
  return (
    <>
      {post.name ?? <i>{t('outreach.office.targets.vacant')}</i>} <span className="small">{`${post.title}, ${post.place}`}</span>
    </>
  )
}

function Ways({ t, post }: { t: Translate; post: PostLine }) {
  return <span className="small">{post.ways.length > 0 ? post.ways.map((way) => t(`outreach.office.targets.ways.${way}`)).join(', ') : t('outreach.office.targets.noWay')}</span>
}
