import type { SeedDocument } from './demo-document'

/** A page of rules that a sheriff can sign tomorrow. */
export const modelPolicy: SeedDocument = {
  slug: 'model-policy-limits-on-detainers',
  title: {
    en: 'Model policy: limits on detainers',
    es: 'Límites a la orden de retención (detainer)',
  },
  description: {
    en: 'Rules for a jail, on one page: no judge’s warrant, no extra night. For sheriffs, and for the neighbors who ask them.',
    es: 'Política modelo para una cárcel, en una hoja: sin orden de un juez, ni una noche más. Para alguaciles (sheriffs), y para los vecinos que se la piden.',
  },
  blocks: [
    {
      is: 'note',
      text: {
        en: 'A starting point, not legal advice. Have your county’s lawyer read it against the law of your state. Some states, such as Texas and Florida, do not let a sheriff adopt it.',
        es: 'Un punto de partida, no es consejo legal. Que el abogado de su condado la lea junto con la ley de su estado. Algunos estados, como Texas y Florida, no permiten adoptarla.',
      },
    },
    { is: 'heading', text: { en: 'Why', es: 'Por qué' } },
    {
      is: 'text',
      text: {
        en: 'A detainer is a form from immigration that asks a jail to keep a person after their release. It is a request (Galarza v. Szalczyk, 745 F.3d 634, 3d Cir. 2014). Keeping a person on one is a new arrest, and without probable cause it violates the Fourth Amendment (Miranda-Olivares v. Clackamas County, D. Or. 2014). Both times, the county was sued.',
        es: 'Con la orden de retención (detainer), migración le pide a una cárcel quedarse con alguien después de su salida. Es una solicitud (Galarza v. Szalczyk, 745 F.3d 634, Tercer Circuito, 2014). Retener a alguien por ella es un nuevo arresto, y sin causa probable viola la Cuarta Enmienda (Miranda-Olivares v. Clackamas County, Distrito de Oregón, 2014). Las dos veces demandaron al condado.',
      },
    },
    { is: 'heading', text: { en: 'The rules', es: 'Las reglas' } },
    {
      is: 'section',
      title: { en: 'No one is held on a detainer.', es: 'A nadie se le retiene por una orden de retención.' },
      text: {
        en: 'A person who may be released is released, without delay, whatever immigration has asked, unless a judge has signed a warrant for that person.',
        es: 'A quien ya puede salir se le deja salir, sin demora, pida lo que pida migración, salvo que un juez haya firmado una orden de arresto contra esa persona.',
      },
    },
    {
      is: 'section',
      title: { en: 'A detainer changes nothing else.', es: 'Una orden de retención no cambia nada más.' },
      text: {
        en: 'It does not raise bail, bar anyone from programs or work, or lengthen the time that booking and release take.',
        es: 'No sube la fianza, no le cierra a nadie los programas ni el trabajo, ni alarga los trámites de entrada y de salida.',
      },
    },
    {
      is: 'section',
      title: { en: 'The person is told.', es: 'A la persona se le avisa.' },
      text: {
        en: 'Whenever immigration asks about someone in the jail, that person gets a copy of the request the same day, in a language they read, and so does their lawyer.',
        es: 'Cuando migración pida algo sobre alguien que está en la cárcel, esa persona recibe el mismo día una copia de la solicitud, en un idioma que lea, y su abogado también.',
      },
    },
    {
      is: 'section',
      title: { en: 'No interview without a yes.', es: 'Ninguna entrevista sin un sí.' },
      text: {
        en: 'Agents may speak with a person in the jail only after that person has said yes in writing, knowing that they may say no or have a lawyer there.',
        es: 'Los agentes pueden hablar con alguien en la cárcel solo si esa persona dijo que sí por escrito, sabiendo que puede decir que no o tener ahí a su abogado.',
      },
    },
    {
      is: 'section',
      title: { en: 'No one asks about papers.', es: 'Nadie pregunta por los papeles.' },
      text: {
        en: 'Staff do not ask about immigration status or place of birth, except where the law demands it.',
        es: 'El personal no pregunta el estatus migratorio ni el lugar de nacimiento, salvo si la ley lo exige.',
      },
    },
    {
      is: 'section',
      title: { en: 'The public sees the numbers.', es: 'La gente ve los números.' },
      text: {
        en: 'Twice a year the office publishes how many requests came in, what they asked for and what was answered. No names.',
        es: 'Dos veces al año la oficina publica cuántas solicitudes llegaron, qué pedían y qué se contestó. Sin nombres.',
      },
    },
    {
      is: 'section',
      title: { en: 'What stays as it is.', es: 'Lo que sigue igual.' },
      text: {
        en: 'Nothing here stops anyone from sharing what federal law (8 U.S.C. § 1373) lets them share, or from carrying out a judge’s warrant.',
        es: 'Nada de esto impide compartir lo que la ley federal (8 U.S.C. § 1373) permite compartir, ni cumplir la orden de un juez.',
      },
    },
    {
      is: 'blanks',
      labels: [
        { en: 'Signed, sheriff', es: 'Firma del alguacil (sheriff)' },
        { en: 'In force from', es: 'En vigor desde' },
      ],
    },
  ],
}
