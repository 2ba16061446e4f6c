import type { Targeting } from '~/actions/kind/targeting'
import type { Translate } from '~/i18n/translator'
import { postRoles } from '~/officials/posts/target'
import { Choice } from '~/ui/forms/choice'
import { Form } from '~/ui/forms/form'

interface TargetingProps {
  t: Translate
  targeting: Targeting
  /** The rejected choice, a lookup without any office; else null. */
  typed: { how: string; order: string } | null
}

/** How targets are chosen: the same officials for everybody, or those with these offices where the person lives. */
export function TargetingForm({ t, targeting, typed }: TargetingProps) {
  const roles: readonly string[] = targeting.how === 'lookup' ? targeting.roles : []
  const chosen = typed ?? targeting
  return (
    <Form className="panel">
      <input type="hidden" name="intent" value="targeting" />
      <fieldset>
        <legend className="label">{t('outreach.office.targets.how')}</legend>
        {(['posts', 'lookup'] as const).map((how) => (
          <div className="tick" key={how}>
            <input id={how} type="radio" name="how" value={how} defaultChecked={chosen.how === how} />
            <label htmlFor={how}>{t(`outreach.office.targets.${how}`)}</label>
          </div>
        ))}
      </fieldset>
      <fieldset id="roles">
        <legend className="label">{t('outreach.office.targets.roles')}</legend>
        {typed && <p className="error">{t('outreach.office.targets.rolesMissing')}</p>}
        <div className="ticks">
          {postRoles.map((role) => (
            <div className="tick" key={role}>
              <input id={role} type="checkbox" name="roles" value={role} defaultChecked={roles.includes(role)} />
              <label htmlFor={role}>{t(`outreach.yours.${role}`)}</label>
            </div>
          ))}
        </div>
      </fieldset>
      <Choice
        name="order"
        label={t('outreach.office.targets.order')}
        options={[
          ['in-turn', t('outreach.office.targets.inTurn')],
          ['all', t('outreach.office.targets.all')],
        ]}
        chosen={chosen.order}
      />
      <button>{t('outreach.office.targets.save')}</button>
    </Form>
  )
}
