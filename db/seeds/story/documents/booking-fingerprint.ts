import type { SeedDocument } from './demo-document'

/** Questions that families ask at the window of a jail. */
export const bookingFingerprint: SeedDocument = {
  slug: 'what-happens-after-a-booking-fingerprint',
  title: {
    en: 'What happens after a booking fingerprint',
    es: 'Qué pasa después de la huella en la cárcel',
  },
  description: {
    en: 'S-Comm in five minutes, for families. As of November 2026.',
    es: 'S-Comm en cinco minutos, para las familias. A noviembre de 2026.',
  },
  blocks: [
    {
      is: 'note',
      text: {
        en: 'Not legal advice. If someone is in jail right now, call a lawyer or legal aid.',
        es: 'No es consejo legal. Si alguien está en la cárcel ahora mismo, llame a un abogado.',
      },
    },
    {
      is: 'question',
      ask: { en: 'Where do the fingerprints go?', es: '¿A dónde van las huellas?' },
      answer: {
        en: 'To the FBI, as always. Since Secure Communities (announced in March 2008), also to the Department of Homeland Security, which checks them against immigration records and tells ICE of a match.',
        es: 'Al FBI, como siempre. Desde Comunidades Seguras (anunciado en marzo de 2008), también al Departamento de Seguridad Nacional, que las compara con los archivos de migración y le avisa a ICE.',
      },
    },
    {
      is: 'question',
      ask: { en: 'Only if someone is guilty?', es: '¿Solo si la persona es culpable?' },
      answer: {
        en: 'No. They are sent when a person is booked: before a trial, before a lawyer, and also when the charge is dropped later.',
        es: 'No. Se mandan cuando la persona entra a la cárcel: antes de un juicio, antes de un abogado, y también si después retiran los cargos.',
      },
    },
    {
      is: 'question',
      ask: { en: 'Can our county stop that?', es: '¿Puede pararlo nuestro condado?' },
      answer: {
        en: 'No. Since 2011 the fingerprints flow whatever a county says. What it can often decide is everything that comes after.',
        es: 'No. Desde 2011 las huellas pasan, diga lo que diga el condado. Lo que muchas veces sí puede decidir es todo lo que viene después.',
      },
    },
    {
      is: 'question',
      ask: { en: 'What does ICE send back?', es: '¿Qué manda ICE de vuelta?' },
      answer: {
        en: 'Perhaps nothing. Perhaps a detainer (form I-247A), which asks the jail to keep the person for up to 48 hours more. Or a request to be told of the release (form I-247G), which does not ask to keep anyone. Ask the jail which form it was.',
        es: 'A lo mejor nada. A lo mejor una orden de retención (detainer, hoja I-247A), que le pide a la cárcel quedarse con la persona hasta 48 horas más. O una solicitud de aviso de la salida (hoja I-247G), que no pide retener a nadie. Pregunte en la cárcel qué hoja fue.',
      },
    },
    {
      is: 'question',
      ask: { en: 'Is a detainer a warrant?', es: '¿Es una orden de un juez?' },
      answer: {
        en: 'No. No judge has signed it. A federal appeals court said in 2014 that it is a request, and that a county that jails someone on one may be liable (Galarza v. Szalczyk).',
        es: 'No. Ningún juez la firmó. Una corte federal de apelaciones dijo en 2014 que es una solicitud, y que el condado que encierra a alguien por ella puede tener que responder (Galarza v. Szalczyk).',
      },
    },
    {
      is: 'question',
      ask: { en: 'Does every jail obey it?', es: '¿La cumplen todas las cárceles?' },
      answer: {
        en: 'No. In January 2018 the Immigrant Legal Resource Center counted 735 counties that do not hold people on detainers. In some states, such as Texas and Florida, the law leaves a sheriff little choice.',
        es: 'No. En enero de 2018 el Immigrant Legal Resource Center contó 735 condados que no retienen a nadie por ella. En Texas y Florida, entre otros, la ley le deja poco que decidir al alguacil (sheriff).',
      },
    },
    {
      is: 'question',
      ask: { en: 'Can bail still be paid?', es: '¿Se puede pagar la fianza?' },
      answer: {
        en: 'A detainer is not a reason to refuse bail. But in a jail that holds people, someone may be kept for ICE once bail is paid. Ask the jail before you pay, and ask a lawyer.',
        es: 'La orden de retención no es razón para negar la fianza. Pero en una cárcel que retiene gente, puede que a la persona se la queden para ICE en cuanto se paga. Pregunte en la cárcel antes de pagar, y pregúntele a un abogado.',
      },
    },
    {
      is: 'question',
      ask: { en: 'What should the person do inside?', es: '¿Qué debe hacer la persona allá adentro?' },
      answer: {
        en: 'Everyone has the right to stay silent and to ask for a lawyer, also with immigration agents. No one has to answer where they were born, or sign a paper that they do not understand.',
        es: 'Todos tienen derecho a guardar silencio y a pedir un abogado, también con los agentes de migración. Nadie tiene que contestar dónde nació ni firmar un papel que no entiende.',
      },
    },
    {
      is: 'question',
      ask: { en: 'What can I do from outside?', es: '¿Qué puedo hacer yo desde afuera?' },
      answer: {
        en: 'Call the sheriff, the county board, the city council. They decide whether the jail holds people, calls ICE, lets agents in, or makes its own deputies agents. You don’t have to say anything about your papers.',
        es: 'Llame al alguacil (sheriff), a la junta del condado, al concejo municipal. Deciden si la cárcel retiene gente, si le avisa a ICE, si deja entrar a los agentes o si hace agentes a sus propios oficiales (deputies). Usted no tiene que decir nada de sus papeles.',
      },
    },
  ],
}
