import type { SeedDocument } from './demo-document'

/** A resolution that a county board can put to a vote. */
export const countyResolution: SeedDocument = {
  slug: 'county-resolution-template',
  title: { en: 'County resolution: a template', es: 'Machote de resolución para un condado' },
  description: {
    en: 'Fill in the blanks, hand it to a supervisor, and ask for a vote. A promise lasts as long as whoever made it; a vote is on the record.',
    es: 'Llene los espacios, désela a un supervisor o a una supervisora y pida que se vote. Una promesa dura lo que dura quien la hizo; un voto queda escrito.',
  },
  blocks: [
    {
      is: 'note',
      text: {
        en: 'A starting point, not legal advice. Strike what your state’s law does not let a county decide; where a state bars local limits, keep the last section: the numbers.',
        es: 'Un punto de partida, no es consejo legal. Tache lo que la ley de su estado no le deja decidir a un condado; donde el estado prohíbe los límites locales, deje la última sección: los números.',
      },
    },
    {
      is: 'heading',
      text: {
        en: 'Resolution of the Board of ____________________ County',
        es: 'Resolución de la Junta del condado de ____________________',
      },
    },
    {
      is: 'clauses',
      word: { en: 'WHEREAS', es: 'CONSIDERANDO QUE' },
      items: [
        {
          en: 'Secure Communities was announced in March 2008 by an agency, without a law that ordered it, and was discontinued in name in 2014 and restored in 2017;',
          es: 'una agencia anunció Comunidades Seguras en marzo de 2008 sin una ley que lo ordenara, y el programa se acabó de nombre en 2014 y se revivió en 2017;',
        },
        {
          en: 'since 2011 the fingerprints of everyone booked into our jail reach immigration whatever this county decides, but what our jail does next is decided here;',
          es: 'desde 2011 las huellas de toda persona que entra a nuestra cárcel llegan a migración, decida lo que decida este condado, pero lo que hace después nuestra cárcel se decide aquí;',
        },
        {
          en: 'federal courts have said that a detainer is a request, and that a county that holds someone on one without probable cause may be liable (Galarza v. Szalczyk, 3d Cir. 2014; Miranda-Olivares v. Clackamas County, D. Or. 2014);',
          es: 'cortes federales han dicho que la orden de retención (detainer) es una solicitud, y que el condado que retiene a alguien por ella sin causa probable puede tener que responder (Galarza v. Szalczyk, Tercer Circuito, 2014; Miranda-Olivares v. Clackamas County, Distrito de Oregón, 2014);',
        },
        {
          en: 'people who fear the jail do not call for help, and that makes everyone in this county less safe;',
          es: 'quien le teme a la cárcel no pide ayuda, y eso deja menos segura a toda la gente de este condado;',
        },
      ],
    },
    {
      is: 'text',
      text: {
        en: 'NOW, THEREFORE, the Board resolves, as far as the law of this state allows:',
        es: 'POR LO TANTO, la Junta resuelve, hasta donde lo permite la ley de este estado:',
      },
    },
    {
      is: 'section',
      title: { en: 'Detainers.', es: 'Órdenes de retención.' },
      text: {
        en: 'No county money, space or staff time is used to keep anyone in custody past their release on a detainer, unless a judge has signed a warrant.',
        es: 'Ningún dinero, espacio ni tiempo del personal del condado se usa para dejar detenida a una persona después de su salida por una orden de retención (detainer), salvo que un juez haya firmado una orden de arresto.',
      },
    },
    {
      is: 'section',
      title: { en: 'Notice and access.', es: 'Avisos y entrada.' },
      text: {
        en: 'The county does not tell immigration when a person gets out, and does not let agents into areas of the jail that are closed to the public, unless a judge has signed a warrant.',
        es: 'El condado no le avisa a migración cuándo sale una persona, ni deja entrar a los agentes a las áreas de la cárcel cerradas al público, salvo con una orden firmada por un juez.',
      },
    },
    {
      is: 'section',
      title: { en: 'No 287(g) agreement.', es: 'Ningún acuerdo 287(g).' },
      text: {
        en: 'The county signs no agreement that makes its officers immigration agents, and asks the sheriff to sign none.',
        es: 'El condado no firma ningún acuerdo que convierta a sus oficiales en agentes de migración, y le pide al alguacil (sheriff) que no firme ninguno.',
      },
    },
    {
      is: 'section',
      title: { en: 'Information that federal law protects.', es: 'La información que protege la ley federal.' },
      text: {
        en: 'Nothing in this resolution bars what 8 U.S.C. § 1373 says may not be barred.',
        es: 'Nada de esta resolución prohíbe lo que, según 8 U.S.C. § 1373, no se puede prohibir.',
      },
    },
    {
      is: 'section',
      title: { en: 'The numbers.', es: 'Los números.' },
      text: {
        en: 'Twice a year the county publishes, in English and Spanish, how many requests came from immigration, what each kind asked for, what was answered and what it cost. No names.',
        es: 'Dos veces al año el condado publica, en inglés y en español, cuántas solicitudes llegaron de migración, qué pedía cada tipo, qué se contestó y cuánto costó. Sin nombres.',
      },
    },
    {
      is: 'blanks',
      labels: [
        { en: 'Moved by', es: 'Lo propone' },
        { en: 'Votes for and against', es: 'Votos a favor y en contra' },
        { en: 'Date, and the clerk’s signature', es: 'Fecha y firma de la secretaría' },
      ],
    },
  ],
}
