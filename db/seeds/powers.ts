import type { Db } from '../client'
import type { PowerTopic } from '../schema-officials'

interface SeedPower {
  state: string
  role: string
  topic: PowerTopic
  may: 'yes' | 'no' | 'partly'
  note: { en: string; es: string }
  law: string
  source_url: string
  checked_on: string
}

const checked = '2026-11-24'

/**
 * Only what is well documented: where a sheriff is barred, or bound by a deadline. Organizers add the rest, with
 * sources.
 */
const powers: SeedPower[] = [
  {
    state: 'FL',
    role: 'sheriff',
    topic: 'detainers',
    may: 'no',
    law: 'SB 168 (2019)',
    source_url: 'https://www.flsenate.gov/Session/Bill/2019/168',
    checked_on: checked,
    note: {
      en: 'State law bars local limits on working with ICE: do not ask this sheriff to refuse detainers. Ask for what is still theirs to decide, such as telling the public how many people they hand over.',
      es: 'La ley del estado prohíbe límites locales a la colaboración con ICE: no le pida a este alguacil (sheriff) que rechace órdenes de retención. Pida lo que aún puede decidir, como informar a cuántas personas entrega.',
    },
  },
  {
    state: 'TX',
    role: 'sheriff',
    topic: '287g',
    may: 'no',
    law: 'SB 8 (2025)',
    source_url: 'https://capitol.texas.gov/BillLookup/History.aspx?LegSess=89R&Bill=SB8',
    checked_on: checked,
    note: {
      en: 'Every sheriff who runs a jail must seek a 287(g) agreement with ICE by December 1, 2026. What the agreement covers, and what is told to the public about it, can still be asked about.',
      es: 'Todo alguacil (sheriff) que dirige una cárcel debe pedir un acuerdo 287(g) con ICE a más tardar el 1 de diciembre de 2026. Aún se puede preguntar qué abarca el acuerdo y qué se informa al público.',
    },
  },
  {
    state: 'TX',
    role: 'sheriff',
    topic: 'detainers',
    may: 'no',
    law: 'SB 4 (2017)',
    source_url: 'https://capitol.texas.gov/BillLookup/History.aspx?LegSess=85R&Bill=SB4',
    checked_on: checked,
    note: {
      en: 'Sheriffs in Texas may not refuse detainers: do not ask for it. Ask for what is still theirs to decide, such as telling the public how many people they hand over.',
      es: 'En Texas, los alguaciles (sheriffs) no pueden rechazar órdenes de retención: no lo pida. Pida lo que aún pueden decidir, como informar a cuántas personas entregan.',
    },
  },
]

/**
 * Inserts legal powers into a database that has none. Called once, together with the places, so that powers removed by
 * organizers do not come back.
 */
export async function seedPowers(db: Db): Promise<'seeded' | 'left alone'> {
  if (await db.selectFrom('post_power').select('state').limit(1).executeTakeFirst()) return 'left alone'
  await db
    .insertInto('post_power')
    .values(powers.map((power) => ({ ...power, note: JSON.stringify(power.note) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return 'seeded'
}
