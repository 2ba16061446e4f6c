import type { Db } from '../client'

interface SeedKind {
  key: string
  effect: 'limits' | 'helps' | 'barred'
  name: { en: string; es: string }
  meaning: { en: string; es: string }
}

const kinds: readonly SeedKind[] = [
  {
    key: 'detainers-limited',
    effect: 'limits',
    name: { en: 'Limits detainers', es: 'Limita las órdenes de retención' },
    meaning: {
      en: 'The jail doesn’t keep people past their release just because ICE asks, or only with a judge’s warrant.',
      es: 'La cárcel no detiene a nadie después de su salida solo porque ICE lo pide, o solo con orden de un juez.',
    },
  },
  {
    key: 'no-notice-of-release',
    effect: 'limits',
    name: { en: 'Gives no notice of release', es: 'No avisa cuándo sale alguien' },
    meaning: {
      en: 'The jail doesn’t tell ICE when and where someone is let go.',
      es: 'La cárcel no le avisa a ICE cuándo ni dónde sale libre una persona.',
    },
  },
  {
    key: 'no-jail-access',
    effect: 'limits',
    name: { en: 'No jail access without a warrant', es: 'Sin acceso a la cárcel sin orden judicial' },
    meaning: {
      en: 'ICE agents may not enter the jail or question people there unless a judge has signed a warrant.',
      es: 'Los agentes de ICE no entran a la cárcel ni interrogan a nadie ahí sin una orden firmada por un juez.',
    },
  },
  {
    key: 'no-287g',
    effect: 'limits',
    name: { en: 'No 287(g) agreement', es: 'Sin acuerdo 287(g)' },
    meaning: {
      en: 'It has decided not to sign an agreement that makes its officers into immigration agents.',
      es: 'Decidió no firmar un acuerdo que convierta a sus oficiales en agentes de inmigración.',
    },
  },
  {
    key: 'no-local-resources',
    effect: 'limits',
    name: { en: 'No local staff or money', es: 'Sin personal ni dinero local' },
    meaning: {
      en: 'Local staff, cars, buildings and money aren’t used to enforce immigration law.',
      es: 'El personal, los vehículos, los edificios y el dinero locales no se usan para aplicar leyes de inmigración.',
    },
  },
  {
    key: 'no-status-questions',
    effect: 'limits',
    name: { en: 'Doesn’t ask about status', es: 'No pregunta por el estatus migratorio' },
    meaning: {
      en: 'Officers and staff don’t ask people about their immigration status.',
      es: 'Los oficiales y el personal no le preguntan a nadie por su estatus migratorio.',
    },
  },
  {
    key: '287g-signed',
    effect: 'helps',
    name: { en: '287(g) agreement signed', es: 'Acuerdo 287(g) firmado' },
    meaning: {
      en: 'Its officers have been made into immigration agents under an agreement with ICE.',
      es: 'Por un acuerdo con ICE, sus oficiales actúan como agentes de inmigración.',
    },
  },
  {
    key: 'rents-jail-beds',
    effect: 'helps',
    name: { en: 'Holds people for ICE', es: 'Encierra a personas para ICE' },
    meaning: {
      en: 'Its jail holds people for ICE and is paid for it.',
      es: 'Su cárcel encierra a personas para ICE y cobra por eso.',
    },
  },
  {
    key: 'limits-barred',
    effect: 'barred',
    name: { en: 'State law bars local limits', es: 'La ley estatal prohíbe límites locales' },
    meaning: {
      en: 'A state law forbids localities to limit what they do for ICE.',
      es: 'Una ley del estado prohíbe a las localidades poner límites a su colaboración con ICE.',
    },
  },
]

/** Inserts kinds of policies that are not there yet. One that organizers have reworded stays as it is. */
export async function seedPolicyKinds(db: Db): Promise<void> {
  await db
    .insertInto('policy_kind')
    .values(
      kinds.map(({ name, meaning, ...kind }, index) => ({
        ...kind,
        name: JSON.stringify(name),
        meaning: JSON.stringify(meaning),
        position: (index + 1) * 10,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}
