import type { ContentField } from '~/ui/forms/content'
import { acts } from './ladder-content'
import { actChoice, stepKinds } from './step-kinds'

/** What organizers fill in. */
export const ladderFields: readonly ContentField[] = [
  {
    name: 'title',
    shape: 'words',
    lines: 'one',
    most: 120,
    isRequired: true,
    label: { en: 'Name of the ladder', es: 'Nombre de la escalera' },
  },
  actChoice('leaves', { en: 'Whoever does this leaves it', es: 'Quien hace esto sale de ella' }, acts),
  {
    name: 'leavesThing',
    shape: 'reference',
    to: 'action',
    label: { en: 'With which petition or action', es: 'Con qué petición o acción' },
  },
  {
    name: 'returnDays',
    shape: 'number',
    least: 1,
    most: 730,
    label: {
      en: 'Whoever has left may begin again after so many days',
      es: 'Quien ya salió puede volver a empezar después de tantos días',
    },
    hint: {
      en: 'Empty: nobody goes through it twice.',
      es: 'Vacío: nadie pasa por ella dos veces.',
    },
  },
  {
    name: 'steps',
    shape: 'list',
    isRequired: true,
    label: { en: 'Rungs and steps', es: 'Escalones y pasos' },
    hint: {
      en: 'A rung begins with who climbs onto it; its steps stand below. Whoever climbs higher leaves the steps of the lower rungs.',
      es: 'Un escalón empieza con quién sube a él; debajo van sus pasos. Quien sube más alto deja los pasos de los escalones de abajo.',
    },
    kinds: stepKinds,
  },
]
