import type { Bilingual } from '~/i18n/language'
import type { PartialDay } from '../../schema-story'
import { type SeedSource, sources } from './sources'
import type { SeedItem } from './story-item'

interface SeedEvent extends SeedSource {
  /** Timeline entries refer to it. */
  key: string
  kind: 'filed' | 'trial' | 'ruled' | 'vacated' | 'settled'
  happenedOn: PartialDay
  title: Bilingual
  text: Bilingual
  overturnedBy?: string
  overturnedNote?: Bilingual
}

interface SeedCase {
  name: string
  court: Bilingual
  docket: string
  judge: string
  plaintiffs: string
  defendants: string
  counsel: string
  summary: Bilingual
  meaning: Bilingual
  events: readonly SeedEvent[]
}

/** The cases on which the campaign stands. What they mean is told in plain words and is no legal advice. */
export const cases: readonly SeedItem<SeedCase>[] = [
  {
    slug: 'ndlon-v-ice',
    content: {
      name: 'NDLON v. ICE',
      court: {
        en: 'U.S. District Court, Southern District of New York',
        es: 'Corte federal de distrito, Distrito Sur de Nueva York',
      },
      docket: 'No. 1:10-cv-03488 (S.D.N.Y.)',
      judge: 'Shira A. Scheindlin',
      plaintiffs:
        'National Day Laborer Organizing Network (NDLON), Center for Constitutional Rights, Immigration Justice Clinic of the Benjamin N. Cardozo School of Law',
      defendants:
        'U.S. Immigration and Customs Enforcement (ICE), Department of Homeland Security, Executive Office for Immigration Review, Federal Bureau of Investigation, Office of Legal Counsel',
      counsel: 'Cardozo Immigration Justice Clinic; Center for Constitutional Rights; Mayer Brown LLP',
      summary: {
        en: `Day laborers wanted to know one thing: **can our county say no to Secure Communities?** ICE gave different answers to different people. So in February 2010 the day laborers’ network and its lawyers asked for the government’s own emails, memos and plans under the Freedom of Information Act. When no real answer came, they sued.

The court ordered the agencies to search and to show. What came out let people read how the program was planned, and what the agencies had said about opting out. Organizers took those pages to county boards and to governors. The revolt against the program had its proof.`,
        es: `Los jornaleros querían saber una sola cosa: **¿puede nuestro condado decirle que no a Comunidades Seguras?** ICE le contestaba distinto a cada quien. Por eso, en febrero de 2010, la red de jornaleros y sus abogados pidieron los correos, memorándums y planes del propio gobierno, con la ley de acceso a la información (FOIA). Como no llegó una respuesta de verdad, demandaron.

La corte ordenó a las agencias buscar y enseñar. Lo que salió permitió leer cómo se planeó el programa y qué habían dicho las agencias sobre salirse. La gente organizada llevó esas hojas a las juntas de los condados y a los gobernadores. La rebelión contra el programa ya tenía pruebas.`,
      },
      meaning: {
        en: `- Government papers about a program like this are the public’s. You can ask for them, and so can your group.
- An agency cannot just say “trust us, we looked.” It has to show how it searched.
- Your county’s own emails with ICE can be asked for under your state’s open records law.`,
        es: `- Los papeles del gobierno sobre un programa así son del público. Usted los puede pedir, y su grupo también.
- Una agencia no puede decir nada más «confíen, ya buscamos». Tiene que mostrar cómo buscó.
- Los correos de su condado con ICE se pueden pedir con la ley de documentos públicos de su estado.`,
      },
      events: [
        {
          key: 'e1',
          kind: 'filed',
          happenedOn: '2010-04-27',
          title: { en: 'The suit is filed', es: 'Se presenta la demanda' },
          text: {
            en: 'NDLON, the Center for Constitutional Rights and Cardozo’s clinic sue ICE and other agencies. Their request for records, of February 3, 2010, had not been answered.',
            es: 'NDLON, el Center for Constitutional Rights y la clínica de Cardozo demandan a ICE y a otras agencias. Su solicitud de documentos, del 3 de febrero de 2010, no había tenido respuesta.',
          },
          ...sources.ccrCase,
        },
        {
          key: 'e2',
          kind: 'ruled',
          happenedOn: '2011-07-11',
          title: {
            en: 'The agencies must show more about opting out',
            es: 'Las agencias deben enseñar más sobre salirse',
          },
          text: {
            en: 'Judge Scheindlin orders DHS, ICE and the FBI to give more information on whether and how localities may opt out or limit what they do.',
            es: 'La jueza Scheindlin ordena al DHS, a ICE y al FBI dar más información sobre si las localidades se pueden salir o poner límites, y cómo.',
          },
          ...sources.ccrRelease,
        },
        {
          key: 'e3',
          kind: 'ruled',
          happenedOn: '2011-08-08',
          title: { en: 'Opinion: 811 F. Supp. 2d 713', es: 'Decisión: 811 F. Supp. 2d 713' },
          text: {
            en: 'The published opinion on what the agencies may withhold and what they must release.',
            es: 'La decisión publicada sobre lo que las agencias pueden guardarse y lo que tienen que entregar.',
          },
          ...sources.foiaOpinion,
        },
        {
          key: 'e4',
          kind: 'ruled',
          happenedOn: '2012-07-13',
          title: { en: 'The searches were not good enough', es: 'Las búsquedas no bastaron' },
          text: {
            en: 'The court finds that the agencies had not searched their files adequately and refuses to take their word for it.',
            es: 'La corte resuelve que las agencias no buscaron como debían en sus archivos, y no acepta su pura palabra.',
          },
          ...sources.foiaSearches,
        },
        {
          key: 'e5',
          kind: 'settled',
          happenedOn: '2013-07-03',
          title: { en: 'Settled: fees', es: 'Acuerdo sobre los honorarios' },
          text: {
            en: 'The parties settle what was left, the attorneys’ fees, and the judge orders it so.',
            es: 'Las partes llegan a un acuerdo sobre lo que faltaba, los honorarios de los abogados, y la jueza así lo ordena.',
          },
          ...sources.ccrCase,
        },
      ],
    },
  },
  {
    slug: 'galarza-v-szalczyk',
    content: {
      name: 'Galarza v. Szalczyk',
      court: {
        en: 'U.S. Court of Appeals for the Third Circuit',
        es: 'Corte federal de apelaciones del Tercer Circuito',
      },
      docket: 'No. 12-3991 (3d Cir.), 745 F.3d 634',
      judge: 'Fuentes, Cowen, Barry',
      plaintiffs: 'Ernesto Galarza',
      defendants: 'Mark Szalczyk, City of Allentown, Lehigh County, Greg Marino, Christie Correa',
      counsel:
        'ACLU of Pennsylvania; ACLU Immigrants’ Rights Project; Kairys, Rudovsky, Messing & Feinberg LLP; Seth Kreimer',
      summary: {
        en: `Ernesto Galarza is a U.S. citizen. He was arrested in Pennsylvania, posted bail, and should have gone home. Instead **Lehigh County kept him in jail** because ICE had sent a detainer. Three days later immigration officials learned that he was a citizen, and he was let go.

The county said that it had no choice: ICE told us to. The appeals court said no. A detainer is a request. The county chose to follow it, so the county can be asked to answer for it.`,
        es: `Ernesto Galarza es ciudadano de Estados Unidos. Lo arrestaron en Pensilvania, pagó la fianza y debía irse a su casa. Pero **el condado de Lehigh lo dejó en la cárcel** porque ICE había mandado una orden de retención (detainer). Tres días después migración se enteró de que era ciudadano, y lo soltaron.

El condado dijo que no le quedaba de otra: ICE lo ordenó. La corte de apelaciones dijo que no. La orden de retención es una solicitud. El condado decidió cumplirla, así que al condado se le puede exigir que responda.`,
      },
      meaning: {
        en: `- A detainer is **a request**. In Pennsylvania, New Jersey, Delaware and the U.S. Virgin Islands, which this court covers, that is the rule; courts elsewhere have looked to it.
- “ICE made us do it” is no excuse for a county.
- A county that holds someone only on a detainer takes a risk with its own money.

Some states, such as Texas and Florida, have since passed laws of their own about detainers. What you can ask for depends on where you live.`,
        es: `- La orden de retención (detainer) es **una solicitud**. En Pensilvania, Nueva Jersey, Delaware y las Islas Vírgenes de EE. UU., que son de esta corte, esa es la regla; cortes de otras partes la han tomado en cuenta.
- «ICE nos obligó» no le sirve de excusa a un condado.
- El condado que retiene a alguien solo por una orden de retención arriesga su propio dinero.

Algunos estados, como Texas y Florida, aprobaron después sus propias leyes sobre las órdenes de retención. Lo que usted puede pedir depende de dónde vive.`,
      },
      events: [
        {
          key: 'e1',
          kind: 'filed',
          happenedOn: '2010',
          title: { en: 'The suit is filed in Pennsylvania', es: 'Se presenta la demanda en Pensilvania' },
          text: {
            en: 'Mr. Galarza sues those who had him held, Lehigh County among them, in federal court (No. 10-cv-6815).',
            es: 'El señor Galarza demanda en la corte federal a quienes lo retuvieron, entre ellos el condado de Lehigh (No. 10-cv-6815).',
          },
          ...sources.galarza,
        },
        {
          key: 'e2',
          kind: 'ruled',
          happenedOn: '2014-03-04',
          title: { en: 'Detainers are requests', es: 'Las órdenes de retención son solicitudes' },
          text: {
            en: 'The Third Circuit decides that detainers do not command a county to hold anyone, and lets the claims against the county go on: it may be liable.',
            es: 'El Tercer Circuito decide que la orden de retención (detainer) no le manda al condado retener a nadie, y deja seguir la demanda contra el condado: puede tener que responder.',
          },
          ...sources.galarzaReport,
        },
      ],
    },
  },
  {
    slug: 'miranda-olivares-v-clackamas-county',
    content: {
      name: 'Miranda-Olivares v. Clackamas County',
      court: {
        en: 'U.S. District Court, District of Oregon',
        es: 'Corte federal de distrito, Distrito de Oregón',
      },
      docket: 'No. 3:12-cv-02317-ST (D. Or.)',
      judge: 'Janice M. Stewart',
      plaintiffs: 'Maria Miranda-Olivares',
      defendants: 'Clackamas County',
      counsel: 'Oregon Law Center',
      summary: {
        en: `Maria Miranda-Olivares was booked into the Clackamas County jail in March 2012. Bail could have been paid. But she was told that paying was useless: with an immigration detainer on file, she would not be let out. She stayed **about two weeks that bail would have spared her**, and then 19 hours more, only for the detainer.

The county had a custom of holding everyone for whom ICE sent the form. The court looked at the form. It said that ICE had begun to look into her case. That is not probable cause.`,
        es: `A Maria Miranda-Olivares la ingresaron en la cárcel del condado de Clackamas en marzo de 2012. La fianza se podía pagar. Pero le dijeron que no servía de nada: con una orden de retención (detainer) en el expediente, no la iban a soltar. Se quedó **unas dos semanas que la fianza le habría ahorrado**, y luego 19 horas más, solo por esa orden.

El condado acostumbraba retener a toda persona por la que ICE mandara la hoja. La corte leyó la hoja. Decía que ICE había empezado a revisar su caso. Eso no es causa probable.`,
      },
      meaning: {
        en: `- When someone may go free and the jail keeps them, that is **a new arrest**. It needs probable cause of its own.
- A form from ICE that gives no probable cause does not make that arrest lawful.
- The county, not ICE, had to answer for what its jail did.

This was one federal court in Oregon. Within weeks, many sheriffs changed their rules because of it.`,
        es: `- Cuando alguien ya puede salir y la cárcel lo retiene, eso es **un nuevo arresto**. Necesita su propia causa probable.
- Una hoja de ICE sin causa probable no vuelve legal ese arresto.
- El que tuvo que responder por su cárcel fue el condado, no ICE.

Fue una sola corte federal, en Oregón. En pocas semanas, muchos alguaciles (sheriffs) cambiaron sus reglas por ella.`,
      },
      events: [
        {
          key: 'e1',
          kind: 'filed',
          happenedOn: '2012-12-21',
          title: { en: 'The suit is filed', es: 'Se presenta la demanda' },
          text: {
            en: 'Ms. Miranda-Olivares sues the county in federal court in Portland.',
            es: 'La señora Miranda-Olivares demanda al condado en la corte federal de Portland.',
          },
          ...sources.mirandaDocket,
        },
        {
          key: 'e2',
          kind: 'ruled',
          happenedOn: '2014-04-11',
          title: { en: 'Holding her violated the Fourth Amendment', es: 'Retenerla violó la Cuarta Enmienda' },
          text: {
            en: 'The court rules for Ms. Miranda-Olivares on her Fourth Amendment claim: holding her on the detainer was a new arrest without probable cause. She had been kept 15 days after bail could have been posted. The county is liable.',
            es: 'La corte le da la razón a la señora Miranda-Olivares en cuanto a la Cuarta Enmienda: retenerla por la orden de retención (detainer) fue un nuevo arresto sin causa probable. La tuvieron 15 días después de que se podía pagar la fianza. El condado es responsable.',
          },
          ...sources.miranda,
        },
      ],
    },
  },
  {
    slug: 'gonzalez-v-ice',
    content: {
      name: 'Gonzalez v. ICE',
      court: {
        en: 'U.S. District Court, Central District of California; Court of Appeals for the Ninth Circuit',
        es: 'Corte federal de distrito, Distrito Central de California; corte de apelaciones del Noveno Circuito',
      },
      docket: 'No. 2:13-cv-04416, with No. 2:12-cv-09012 (C.D. Cal.); 975 F.3d 788 (9th Cir. 2020)',
      judge: 'André Birotte Jr.',
      plaintiffs: 'Gerardo Gonzalez, Simon Chinivizyan, and the classes they represent',
      defendants: 'U.S. Immigration and Customs Enforcement (ICE) and officials',
      counsel:
        'ACLU of Southern California; NDLON; National Immigrant Justice Center; ACLU Immigrants’ Rights Project; Kaye, McLane, Bednarski & Litt LLP',
      summary: {
        en: `Gerardo Gonzalez was born in the United States. A database had his birthplace wrong. That was enough for ICE to send a detainer and ask a Los Angeles jail to keep him.

**This case put the whole machine on trial**: detainers made by matching names and fingerprints in databases, for 42 states, from one building in Laguna Niguel, California.

It has gone back and forth. In 2019 the trial court forbade detainers based on databases alone. In 2020 the appeals court **vacated** that, and sent the case back. It ended in a settlement that is in force for five years from March 4, 2025.`,
        es: `Gerardo Gonzalez nació en Estados Unidos. Una base de datos tenía mal su lugar de nacimiento. Con eso le bastó a ICE para mandar una orden de retención (detainer) y pedirle a una cárcel de Los Ángeles que no lo soltara.

**Este caso puso en juicio a toda la máquina**: órdenes de retención que salen de comparar nombres y huellas en bases de datos, para 42 estados, desde un solo edificio en Laguna Niguel, California.

Ha dado muchas vueltas. En 2019 la corte del juicio prohibió las órdenes de retención basadas solo en bases de datos. En 2020 la corte de apelaciones **anuló** esa prohibición y regresó el caso. Terminó en un acuerdo que está en vigor por cinco años desde el 4 de marzo de 2025.`,
      },
      meaning: {
        en: `- **The ruling of 2019 is not the law.** Its injunctions were vacated. Do not rely on it.
- What counts today is the settlement: without a neutral review of probable cause, the ICE offices that it covers may ask a jail **only to tell them** when someone gets out (form I-247G). That form does not ask the jail to hold anyone.
- It covers certain ICE offices, not every one. Which ones is listed on the lawyers’ page; see the source of the last event.
- A jail that gets an I-247G and holds the person anyway does so on its own account.`,
        es: `- **La decisión de 2019 no está vigente.** Sus prohibiciones fueron anuladas. No se apoye en ella.
- Lo que cuenta hoy es el acuerdo: sin una revisión neutral de la causa probable, las oficinas de ICE que abarca solo pueden pedirle a la cárcel **que avise** cuándo sale alguien (hoja I-247G). Esa hoja no le pide a la cárcel que retenga a nadie.
- Abarca ciertas oficinas de ICE, no todas. La lista está en la página de los abogados; vea la fuente del último evento.
- Si la cárcel recibe una I-247G y de todos modos retiene a la persona, lo hace por su propia cuenta.`,
      },
      events: [
        {
          key: 'e1',
          kind: 'filed',
          happenedOn: '2013-06-19',
          title: { en: 'The suit is filed', es: 'Se presenta la demanda' },
          text: {
            en: 'A class action against ICE: detainers without probable cause, it says, violate the Fourth and Fifth Amendments.',
            es: 'Una demanda colectiva contra ICE: las órdenes de retención (detainers) sin causa probable, dice, violan la Cuarta y la Quinta Enmienda.',
          },
          ...sources.gonzalezDocket,
        },
        {
          key: 'e2',
          kind: 'trial',
          happenedOn: '2019-05-07',
          title: { en: 'The trial begins in Los Angeles', es: 'Empieza el juicio en Los Ángeles' },
          text: {
            en: 'The court hears how agents in one building send detainers for 42 states without talking to the person or reading their immigration file. NDLON calls it “click and arrest.”',
            es: 'La corte oye cómo los agentes de un solo edificio mandan órdenes de retención para 42 estados sin hablar con la persona ni leer su expediente de migración. NDLON lo llama «clic y arresto».',
          },
          ...sources.gonzalezTrial,
        },
        {
          key: 'e3',
          kind: 'ruled',
          happenedOn: '2019-09-27',
          title: { en: 'Ruling against ICE: 416 F. Supp. 3d 995', es: 'Decisión contra ICE: 416 F. Supp. 3d 995' },
          text: {
            en: 'The trial court rules against ICE. Two injunctions follow: one on detainers based on databases alone, one on states whose law does not allow such arrests.',
            es: 'La corte del juicio decide contra ICE. Siguen dos prohibiciones: una sobre las órdenes de retención basadas solo en bases de datos, otra sobre los estados cuya ley no permite esos arrestos.',
          },
          ...sources.gonzalezRuling,
          overturnedBy: 'e4',
          overturnedNote: {
            en: 'Both injunctions were vacated on September 11, 2020. They are not in force.',
            es: 'Las dos prohibiciones fueron anuladas el 11 de septiembre de 2020. No están vigentes.',
          },
        },
        {
          key: 'e4',
          kind: 'vacated',
          happenedOn: '2020-09-11',
          title: { en: 'Both injunctions vacated: 975 F.3d 788', es: 'Anuladas las dos prohibiciones: 975 F.3d 788' },
          text: {
            en: 'The Ninth Circuit vacates both injunctions and sends the case back. It lets the class stand, and says that holding someone on a detainer calls for a prompt decision on probable cause by a neutral judge.',
            es: 'El Noveno Circuito anula las dos prohibiciones y regresa el caso. Deja en pie la demanda colectiva, y dice que retener a alguien por una orden de retención (detainer) exige que un juez neutral decida pronto si hay causa probable.',
          },
          ...sources.gonzalezVacated,
        },
        {
          key: 'e5',
          kind: 'settled',
          happenedOn: '2024-12',
          title: { en: 'A settlement is approved', es: 'Se aprueba un acuerdo' },
          text: {
            en: 'A federal court approves the class settlement between ICE and the people it had detainers on.',
            es: 'Una corte federal aprueba el acuerdo colectivo entre ICE y la gente a la que le ponía órdenes de retención.',
          },
          ...sources.gonzalezSettlement,
        },
        {
          key: 'e6',
          kind: 'settled',
          happenedOn: '2025-03-04',
          title: { en: 'The settlement takes effect', es: 'El acuerdo entra en vigor' },
          text: {
            en: 'For five years. Unless there is a neutral review, the ICE offices covered may only ask for notice of release (form I-247G).',
            es: 'Por cinco años. Mientras no haya una revisión neutral, las oficinas de ICE que abarca solo pueden pedir aviso de la salida (hoja I-247G).',
          },
          ...sources.gonzalezSettlement,
        },
      ],
    },
  },
]
