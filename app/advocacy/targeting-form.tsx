import type { Translate } from '~/i18n/translator'
import { postRoles } from '~/officials/target'
import { Choice } from '~/organizers/team-page'
import type { Targeting } from '~/take-action/targeting'

interface TargetingProps {
  t: Translate
  targeting: Targeting
  isRolesMissing: boolean
}

/** How people find whom to reach: the same officials for all, or those with these offices where they live. */
export function TargetingForm({ t, targeting, isRolesMissing }: TargetingProps) {
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
