import type { Bilingual, Language } from '~/i18n/language'
import { pictures } from './pictures'
import { sources } from './sources'
import type { SeedItem } from './story-item'

interface SeedPost {
  /** Arizona time, YYYY-MM-DDTHH:MM. */
  shownAt: string
  title: Bilingual
  summary: Bilingual
  /** Markdown. */
  text: Bilingual
  picture?: string
  pictureAlt?: Bilingual
}

interface SeedPress {
  url: string
  /** In the language of the article. */
  title: string
  outlet: string
  author: string
  publishedOn: string
  language: Language
  note: Bilingual
}

/** The campaign's own posts. Counties and officials that act in them are fictional; history is true. */
export const posts: readonly SeedItem<SeedPost>[] = [
  {
    slug: 'ask-for-the-numbers',
    content: {
      shownAt: '2026-11-19T09:00',
      title: {
        en: 'Where a sheriff can’t say no, ask for the numbers',
        es: 'Donde el alguacil no puede negarse, pida los números',
      },
      summary: {
        en: 'Texas and Florida tie their sheriffs’ hands. They don’t tie their tongues. Here is what you can still ask.',
        es: 'Texas y Florida les amarran las manos a sus alguaciles (sheriffs). La lengua no. Esto es lo que usted todavía puede pedir.',
      },
      text: {
        en: `We get this question every week: *my state bars my sheriff from refusing. Is there any point in calling?*

Yes. We just ask for something else.

**Texas.** Under SB 8, every sheriff who runs a jail must seek a 287(g) agreement, and from December 1, 2026, the attorney general may sue one who hasn’t. So don’t ask for a refusal. Ask: which kind of agreement? How many deputies? What does it cost us? How many people were handed over, and for what? Will you publish it every month?

**Florida.** SB 168, signed in 2019, bars local limits. The ask is the same: say out loud what is done in our name.

A number that is published can be questioned. A number that is hidden can only be suffered.

Our call page goes by your ZIP and gives you the right words. You don’t have to be a lawyer. You just have to live there.`,
        es: `Esta pregunta nos llega cada semana: *mi estado le prohíbe a mi alguacil (sheriff) negarse. ¿Sirve de algo llamar?*

Sí. Nada más pedimos otra cosa.

**Texas.** Con la SB 8, todo alguacil (sheriff) que dirige una cárcel tiene que buscar un acuerdo 287(g), y desde el 1 de diciembre de 2026 el procurador general puede demandar al que no lo haya hecho. Así que no pida que se niegue. Pregunte: ¿qué tipo de acuerdo?, ¿cuántos oficiales (deputies)?, ¿cuánto nos cuesta?, ¿a cuántas personas entregaron, y por qué?, ¿lo va a publicar cada mes?

**Florida.** La SB 168, firmada en 2019, prohíbe los límites locales. Se pide lo mismo: que digan en voz alta lo que se hace en nuestro nombre.

Un número publicado se puede cuestionar. Un número escondido solo se puede aguantar.

Nuestra página de llamadas se guía por su código postal y le da las palabras correctas. No hace falta ser abogado. Basta con vivir ahí.`,
      },
    },
  },
  {
    slug: 'mesquite-keeps-its-word',
    content: {
      shownAt: '2026-11-12T09:00',
      title: {
        en: 'Mesquite kept its word. Saguaro, it’s your turn.',
        es: 'Mesquite cumplió. Saguaro, le toca.',
      },
      summary: {
        en: 'The Mesquite board voted to stop telling ICE who gets out and when. Fictional counties, real kind of vote.',
        es: 'La junta de Mesquite votó por dejar de avisarle a ICE quién sale y cuándo. Los condados son ficticios; así son estas votaciones.',
      },
      text: {
        en: `Forty people came. Eleven spoke. A roofer told the board that his crew won’t call 911 anymore, not even for a fall.

Mesquite’s jail has not held people on detainers since 2014. On November 10 the Board of Supervisors voted for the rest: no more calls to ICE before someone walks out, and no 287(g) agreement.

Next door, in Saguaro County, the jail still holds people when ICE asks. Sheriff Vance can change that with one page. Twelve minutes down the road it has been done.

**What to do today:** sign the petition, then call the sheriff. Two minutes, one sentence.

*Mesquite County, Saguaro County and everyone in this post are fictional. They stand for yours.*`,
        es: `Llegaron cuarenta personas. Hablaron once. Un techero le dijo a la junta que su cuadrilla ya no llama al 911, ni cuando alguien se cae.

La cárcel de Mesquite no retiene a nadie por órdenes de retención (detainers) desde 2014. El 10 de noviembre la Junta de Supervisores votó lo que faltaba: que ya no se le avise a ICE antes de que alguien salga, y ningún acuerdo 287(g).

Aquí al lado, en el condado de Saguaro, la cárcel todavía retiene a la gente cuando ICE lo pide. La alguacil (sheriff) Vance puede cambiarlo con una sola hoja. A doce minutos de camino ya se hizo.

**Qué hacer hoy:** firme la petición y luego llame a la alguacil. Dos minutos, una frase.

*El condado de Mesquite, el de Saguaro y todas las personas de esta noticia son ficticios. Están en lugar de los suyos.*`,
      },
      ...pictures.openDoor,
    },
  },
  {
    slug: 'what-i-247g-says',
    content: {
      shownAt: '2026-10-29T09:00',
      title: {
        en: 'A form that asks for nothing but a phone call',
        es: 'Una hoja que solo pide una llamada',
      },
      summary: {
        en: 'Since March 2025 a jail may get a form from ICE that is called I-247G. Read it before you hold anyone.',
        es: 'Desde marzo de 2025 a una cárcel le puede llegar de ICE una hoja que se llama I-247G. Hay que leerla antes de retener a nadie.',
      },
      text: {
        en: `It took more than eleven years in court. Now it fits on one sheet.

Under the settlement of *Gonzalez v. ICE*, in force since **March 4, 2025**, for five years, the ICE offices that it covers may not ask a jail to hold someone unless there is a neutral review. What they may send is form **I-247G**. It asks the jail to *tell* them when a person gets out. It does not ask the jail to *keep* that person.

So when a jail says “ICE told us to hold him,” ask: **which form was it?**

One caution. You may find articles from 2019 that say a judge had banned these detainers. That ban was vacated in September 2020. It is the settlement that counts today.

Bring this to your next county board meeting. It is one question, and they have the answer in a drawer.`,
        es: `Tardó más de once años en las cortes. Ahora cabe en una hoja.

Con el acuerdo de *Gonzalez v. ICE*, en vigor desde el **4 de marzo de 2025** y por cinco años, las oficinas de ICE que abarca no pueden pedirle a una cárcel que retenga a alguien si no hay una revisión neutral. Lo que sí pueden mandar es la hoja **I-247G**. Le pide a la cárcel que *avise* cuándo sale la persona. No le pide que *se quede* con ella.

Así que cuando una cárcel diga «ICE nos pidió retenerlo», pregunte: **¿con qué hoja?**

Cuidado con una cosa. Quizá encuentre notas de 2019 que dicen que un juez había prohibido estas órdenes de retención (detainers). Esa prohibición fue anulada en septiembre de 2020. Lo que cuenta hoy es el acuerdo.

Llévelo a la próxima junta de su condado. Es una sola pregunta, y la respuesta la tienen en un cajón.`,
      },
    },
  },
  {
    slug: 'they-asked-for-the-papers',
    content: {
      shownAt: '2026-10-15T09:00',
      title: {
        en: 'It began with people who asked to see the papers',
        es: 'Empezó con gente que pidió ver los papeles',
      },
      summary: {
        en: 'How day laborers and their lawyers pried a secret program open, and why we still read what they found.',
        es: 'Cómo los jornaleros y sus abogados abrieron un programa secreto, y por qué todavía leemos lo que encontraron.',
      },
      text: {
        en: `In 2010 nobody could say if Secure Communities was optional. Counties asked ICE and heard one thing one day, and another the next.

So day laborers did what reporters do. On February 3, 2010, their network, NDLON, with the Center for Constitutional Rights and Cardozo’s law clinic, asked for the records. On April 27 they sued. In 2011 Judge Scheindlin ordered the agencies to show more. In 2012 she told them that their searches were not good enough.

The pages that came out went to kitchens, union halls and county boards. In 2010 two counties voted to leave on the same day. In 2011 three states said no. The campaign counts over 350 localities that have adopted policies against the program.

None of that began with a law. It began with a question and a stamp.

**Your turn:** your county keeps emails with ICE, too. Our question-and-answer sheet shows what happens after a booking fingerprint; take it along when you ask.`,
        es: `En 2010 nadie sabía decir si Comunidades Seguras era opcional. Los condados le preguntaban a ICE, y un día les contestaba una cosa y al otro día otra.

Entonces los jornaleros hicieron lo que hacen los reporteros. El 3 de febrero de 2010 su red, NDLON, con el Center for Constitutional Rights y la clínica legal de Cardozo, pidió los documentos. El 27 de abril demandaron. En 2011 la jueza Scheindlin les ordenó a las agencias enseñar más. En 2012 les dijo que no habían buscado bien.

Las hojas que salieron llegaron a cocinas, a sindicatos y a juntas de condado. En 2010 dos condados votaron por salirse el mismo día. En 2011 tres estados dijeron que no. La campaña cuenta más de 350 localidades que han adoptado políticas contra el programa.

Nada de eso empezó con una ley. Empezó con una pregunta y una estampilla.

**Ahora usted:** su condado también guarda correos con ICE. Nuestra hoja de preguntas y respuestas explica qué pasa después de que toman una huella en la cárcel; llévela cuando vaya a preguntar.`,
      },
      ...pictures.papers,
    },
  },
]

/** What others wrote. */
export const press: readonly SeedItem<SeedPress>[] = [
  {
    slug: 'ndlon-trial-closes',
    content: {
      url: sources.gonzalezTrial.sourceUrl,
      title: 'Closing Arguments in Landmark Class Action, Gonzalez v. ICE',
      outlet: 'NDLON',
      author: '',
      publishedOn: '2019-05-17',
      language: 'en',
      note: {
        en: 'From the courthouse, in the words of those who brought the case: how detainers for 42 states came out of one building.',
        es: 'Desde la corte, en palabras de quienes llevaron el caso: cómo salían de un solo edificio las órdenes de retención (detainers) para 42 estados. En inglés.',
      },
    },
  },
  {
    slug: 'ilrc-410-localities',
    content: {
      url: sources.ilrcRelease.sourceUrl,
      title:
        'New Report and Map: Sanctuary Policies Strengthened in 410 Counties Across the Country in 2017, Finds the Immigrant Legal Resource Center',
      outlet: 'Immigrant Legal Resource Center',
      author: '',
      publishedOn: '2018-01-25',
      language: 'en',
      note: {
        en: 'The figures of the first year after the program came back: places did not give in, they wrote it down.',
        es: 'Las cifras del primer año después de que revivió el programa: los lugares no se rindieron, lo dejaron por escrito. En inglés.',
      },
    },
  },
  {
    slug: 'ccr-court-rejects-withholdings',
    content: {
      url: sources.ccrRelease.sourceUrl,
      title: 'District Court Rejects DHS and ICE FOIA Withholdings That Conceal Misrepresentations and Embarrassment',
      outlet: 'Center for Constitutional Rights',
      author: '',
      publishedOn: '2011-07-11',
      language: 'en',
      note: {
        en: 'The day a judge told the agencies to show what they knew about opting out.',
        es: 'El día en que una jueza les dijo a las agencias que enseñaran lo que sabían sobre salirse. En inglés.',
      },
    },
  },
  {
    slug: 'columbian-washington',
    content: {
      url: sources.washingtonState.sourceUrl,
      title: 'ICE’s Secure Communities activated in Wash.',
      outlet: 'The Columbian (AP)',
      author: '',
      publishedOn: '2012-04-04',
      language: 'en',
      note: {
        en: 'A few lines in a local paper, the day after a whole state was connected. That is how quietly it was done.',
        es: 'Unos cuantos renglones en un periódico local, un día después de que conectaron a todo un estado. Así de callado se hizo. En inglés.',
      },
    },
  },
]
