import type { Bilingual } from '~/i18n/language'
import type { PartialDay, TimelineKind } from '../../schema-story'
import { pictures } from './pictures'
import { type SeedSource, sources } from './sources'
import type { SeedItem } from './story-item'

interface SeedEntry extends SeedSource {
  happenedOn: PartialDay
  kind: TimelineKind
  title: Bilingual
  text: Bilingual
  /** Slug of a case. */
  courtCase?: string
  /** Key of the event in that case which this entry tells. */
  caseEvent?: string
  /** Slug of a place. */
  place?: string
  picture?: string
  pictureAlt?: Bilingual
}

/** The story so far, oldest first. Every figure and date is of public record; see each source. */
export const timeline: readonly SeedItem<SeedEntry>[] = [
  {
    slug: 'program-announced',
    content: {
      happenedOn: '2008-03',
      kind: 'program',
      title: { en: 'ICE announces Secure Communities', es: 'ICE anuncia Comunidades Seguras' },
      text: {
        en: 'The idea: check the fingerprints of everyone booked into a jail against immigration records. No conviction needed: the people checked are still presumed innocent. No law created it. An agency simply began.',
        es: 'La idea: comparar con los archivos de migración las huellas de toda persona que entra a una cárcel. No hace falta una condena: la gente que revisan sigue siendo inocente mientras nadie pruebe lo contrario. Ninguna ley lo creó. Una agencia simplemente lo echó a andar.',
      },
      ...pictures.fingerprint,
      ...sources.ccrCase,
    },
  },
  {
    slug: 'first-county',
    content: {
      happenedOn: '2008-10',
      kind: 'program',
      title: { en: 'The first county: Harris, Texas', es: 'El primer condado: Harris, Texas' },
      text: {
        en: 'The jail in Houston’s county is the first to be connected. From here the program spreads, county by county.',
        es: 'La cárcel del condado de Houston es la primera que conectan. De ahí el programa se extiende, condado por condado.',
      },
      place: 'tx-harris-county',
      ...sources.iceTexas,
    },
  },
  {
    slug: 'records-request',
    content: {
      happenedOn: '2010-02-03',
      kind: 'organizing',
      title: { en: 'Day laborers ask to see the papers', es: 'Los jornaleros piden ver los papeles' },
      text: {
        en: 'Can a county say no? No one gets a straight answer. So the National Day Laborer Organizing Network (NDLON), the Center for Constitutional Rights and Cardozo Law School’s immigration clinic ask for the government’s own records, under the Freedom of Information Act.',
        es: '¿Puede un condado decir que no? Nadie da una respuesta clara. Entonces NDLON, la red nacional de jornaleros, el Center for Constitutional Rights y la clínica de inmigración de la Facultad de Derecho Cardozo piden los documentos del propio gobierno, con la ley de acceso a la información (FOIA).',
      },
      courtCase: 'ndlon-v-ice',
      ...pictures.papers,
      ...sources.ccrCase,
    },
  },
  {
    slug: 'foia-suit-filed',
    content: {
      happenedOn: '2010-04-27',
      kind: 'litigation',
      title: { en: 'No answer, so they sue', es: 'Como no contestan, demandan' },
      text: {
        en: '*NDLON v. ICE* is filed in federal court in Manhattan. It asks for one thing: let the public read how this program really works.',
        es: 'Se presenta *NDLON v. ICE* en la corte federal de Manhattan. Pide una sola cosa: que la gente pueda leer cómo funciona de verdad este programa.',
      },
      courtCase: 'ndlon-v-ice',
      caseEvent: 'e1',
      ...sources.ccrCase,
    },
  },
  {
    slug: 'all-of-texas',
    content: {
      happenedOn: '2010-09-28',
      kind: 'program',
      title: { en: 'All 254 Texas counties are connected', es: 'Quedan conectados los 254 condados de Texas' },
      text: {
        en: 'ICE announces that the program now runs in every county of Texas. On the very same day, on both coasts, two counties vote to get out.',
        es: 'ICE anuncia que el programa ya funciona en todos los condados de Texas. Ese mismo día, en las dos costas, dos condados votan por salirse.',
      },
      ...sources.iceTexas,
    },
  },
  {
    slug: 'santa-clara-votes',
    content: {
      happenedOn: '2010-09-28',
      kind: 'organizing',
      title: { en: 'Santa Clara County votes to leave', es: 'El condado de Santa Clara vota por salirse' },
      text: {
        en: 'The Board of Supervisors votes unanimously to leave. A no, on the record.',
        es: 'La Junta de Supervisores vota por unanimidad pedir su salida. Un no, y por escrito.',
      },
      place: 'ca-santa-clara-county',
      ...pictures.openDoor,
      ...sources.countiesLeave,
    },
  },
  {
    slug: 'arlington-votes',
    content: {
      happenedOn: '2010-09-28',
      kind: 'organizing',
      title: { en: 'Arlington County votes to leave', es: 'El condado de Arlington vota por salirse' },
      text: {
        en: 'In Virginia, the Arlington County Board votes the same way, also unanimously. The question is now national: is this program voluntary, or not?',
        es: 'En Virginia, la Junta del Condado de Arlington vota igual, también por unanimidad. La pregunta ya es de todo el país: ¿es voluntario este programa, sí o no?',
      },
      place: 'va-arlington-county',
      ...sources.countiesLeave,
    },
  },
  {
    slug: 'illinois-leaves',
    content: {
      happenedOn: '2011-05-04',
      kind: 'policy',
      title: { en: 'Illinois ends its agreement', es: 'Illinois termina su acuerdo' },
      text: {
        en: 'Illinois is the first state to pull out. Its governor writes to ICE that the program does not do what the agreement promised.',
        es: 'Illinois es el primer estado en salirse. Su gobernador le escribe a ICE que el programa no hace lo que prometía el acuerdo.',
      },
      ...sources.illinoisLeaves,
    },
  },
  {
    slug: 'new-york-suspends',
    content: {
      happenedOn: '2011-06-01',
      kind: 'policy',
      title: { en: 'New York suspends the program', es: 'Nueva York suspende el programa' },
      text: {
        en: 'Four weeks later New York suspends its part. A second big state has told Washington that it wants no more of this.',
        es: 'Cuatro semanas después, Nueva York suspende su parte. Un segundo estado grande le dice a Washington que ya no quiere esto.',
      },
      ...sources.ccrRelease,
    },
  },
  {
    slug: 'massachusetts-declines',
    content: {
      happenedOn: '2011-06-06',
      kind: 'policy',
      title: { en: 'Massachusetts says no', es: 'Massachusetts dice que no' },
      text: {
        en: 'Massachusetts declines to sign. The Department of Homeland Security answers all three states the same way: the fingerprints will flow anyway.',
        es: 'Massachusetts no firma. El Departamento de Seguridad Nacional (DHS) les contesta lo mismo a los tres estados: las huellas van a pasar de todos modos.',
      },
      ...sources.ccrRelease,
    },
  },
  {
    slug: 'court-orders-more',
    content: {
      happenedOn: '2011-07-11',
      kind: 'litigation',
      title: { en: 'A judge orders: show what you know', es: 'La jueza ordena: enseñen lo que saben' },
      text: {
        en: 'Judge Shira Scheindlin orders DHS, ICE and the FBI to hand over more on whether places may opt out. By then the program runs in almost 1,400 jurisdictions in 43 states, and an inspector general begins to look at what the agencies had told local governments.',
        es: 'La jueza Shira Scheindlin ordena al DHS, a ICE y al FBI entregar más documentos sobre si un lugar se puede salir. Para entonces el programa está en casi 1,400 jurisdicciones de 43 estados, y un inspector general empieza a revisar lo que las agencias les habían dicho a los gobiernos locales.',
      },
      courtCase: 'ndlon-v-ice',
      caseEvent: 'e2',
      ...sources.ccrRelease,
    },
  },
  {
    slug: 'agreements-ended',
    content: {
      happenedOn: '2011-08-05',
      kind: 'program',
      title: { en: 'ICE tears up the agreements', es: 'ICE rompe los acuerdos' },
      text: {
        en: 'States wanted to end their agreements, so ICE ends all of them itself. Its letter to governors says that no agreement is needed: once a fingerprint reaches the FBI, it goes on to immigration. Since then no county can stop the fingerprints. What happens next, it can often still decide.',
        es: 'Los estados querían terminar sus acuerdos, así que ICE los termina todos. Su carta a los gobernadores dice que no hace falta ningún acuerdo: en cuanto una huella llega al FBI, pasa a migración. Desde entonces ningún condado puede parar las huellas. Lo que sigue, muchas veces todavía lo decide.',
      },
      ...sources.agreementsEnded,
    },
  },
  {
    slug: 'foia-opinion',
    content: {
      happenedOn: '2011-08-08',
      kind: 'litigation',
      title: { en: 'The opinion is published', es: 'Se publica la decisión' },
      text: {
        en: 'The court’s opinion in *NDLON v. ICE* goes into the law books (811 F. Supp. 2d 713). It decides what the agencies may keep back and what they must show.',
        es: 'La decisión de la corte en *NDLON v. ICE* queda en los libros (811 F. Supp. 2d 713). Dice qué pueden guardarse las agencias y qué tienen que enseñar.',
      },
      courtCase: 'ndlon-v-ice',
      caseEvent: 'e3',
      ...sources.foiaOpinion,
    },
  },
  {
    slug: 'washington-state',
    content: {
      happenedOn: '2012-04-03',
      kind: 'program',
      title: { en: 'Washington State is connected', es: 'Conectan al estado de Washington' },
      text: {
        en: 'The program goes live in Washington State. Immigrant groups there warn that people who fear the jail stop reporting crimes.',
        es: 'El programa arranca en el estado de Washington. Los grupos de inmigrantes de allá advierten que quien le teme a la cárcel deja de denunciar delitos.',
      },
      ...sources.washingtonState,
    },
  },
  {
    slug: 'foia-searches',
    content: {
      happenedOn: '2012-07-13',
      kind: 'litigation',
      title: { en: '“Trust us” is not enough', es: 'No basta con decir «confíen»' },
      text: {
        en: 'Judge Scheindlin rules that the agencies did not search their files well enough. “Transparency is indeed expensive,” she writes, “but it pales in comparison to the cost of a democracy of operating behind a veil of secrecy.”',
        es: 'La jueza Scheindlin resuelve que las agencias no buscaron bien en sus archivos. La transparencia cuesta, escribe, pero a una democracia le cuesta mucho más trabajar detrás de un velo de secreto.',
      },
      courtCase: 'ndlon-v-ice',
      caseEvent: 'e4',
      ...sources.foiaSearches,
    },
  },
  {
    slug: 'everywhere',
    content: {
      happenedOn: '2013-01',
      kind: 'program',
      title: { en: 'The program is everywhere', es: 'El programa llega a todas partes' },
      text: {
        en: 'Less than five years after it was announced, Secure Communities runs in every jurisdiction of the country. Whoever is booked into a jail is checked, wherever that jail is.',
        es: 'Menos de cinco años después del anuncio, Comunidades Seguras funciona en todas las jurisdicciones del país. A quien entra a una cárcel lo revisan, esté donde esté esa cárcel.',
      },
      ...sources.iceProgram,
    },
  },
  {
    slug: 'gonzalez-filed',
    content: {
      happenedOn: '2013-06-19',
      kind: 'litigation',
      title: { en: 'ICE itself is taken to court', es: 'Llevan a ICE mismo a la corte' },
      text: {
        en: '*Gonzalez v. ICE* is filed in Los Angeles. The man who sues was born in the United States, and a database said otherwise. The question: may ICE have people jailed because a computer found a match?',
        es: 'Se presenta *Gonzalez v. ICE* en Los Ángeles. El hombre que demanda nació en Estados Unidos, y una base de datos decía otra cosa. La pregunta: ¿puede ICE hacer que encierren a alguien porque una computadora encontró una coincidencia?',
      },
      courtCase: 'gonzalez-v-ice',
      caseEvent: 'e1',
      ...sources.gonzalezDocket,
    },
  },
  {
    slug: 'foia-settled',
    content: {
      happenedOn: '2013-07-03',
      kind: 'litigation',
      title: { en: 'The records case ends in a settlement', es: 'El caso de los documentos termina en acuerdo' },
      text: {
        en: 'The last open question of *NDLON v. ICE*, the lawyers’ fees, is settled. The records stay public, and keep working.',
        es: 'Se arregla lo último que faltaba en *NDLON v. ICE*: los honorarios de los abogados. Los documentos siguen siendo públicos, y siguen trabajando.',
      },
      courtCase: 'ndlon-v-ice',
      caseEvent: 'e5',
      ...sources.ccrCase,
    },
  },
  {
    slug: 'california-trust-act',
    content: {
      happenedOn: '2013',
      kind: 'policy',
      title: { en: 'California passes its TRUST Act', es: 'California aprueba su Ley TRUST' },
      text: {
        en: 'California sets a limit for the whole state: for most people, a jail may no longer add time just because ICE sends a detainer. The law still lets it for people with certain serious convictions or charges.',
        es: 'California pone un límite para todo el estado: a la mayoría de la gente, la cárcel ya no puede agregarle tiempo solo porque ICE manda una orden de retención (detainer). La ley todavía lo permite con ciertas condenas o cargos graves.',
      },
      ...sources.trustCalifornia,
    },
  },
  {
    slug: 'galarza-decided',
    content: {
      happenedOn: '2014-03-04',
      kind: 'litigation',
      title: { en: 'A detainer is a request', es: 'La orden de retención es una solicitud' },
      text: {
        en: 'A federal appeals court decides *Galarza v. Szalczyk*: a detainer is a request, not a command. A county that jails someone on one may have to pay for it. Ernesto Galarza, a U.S. citizen, had been kept for three days after he posted bail.',
        es: 'Una corte federal de apelaciones decide *Galarza v. Szalczyk*: la orden de retención (detainer) es una solicitud, no un mandato. El condado que encierra a alguien por ella puede tener que pagar. A Ernesto Galarza, ciudadano de Estados Unidos, lo tuvieron tres días más después de pagar la fianza.',
      },
      courtCase: 'galarza-v-szalczyk',
      caseEvent: 'e2',
      place: 'pa-lehigh-county',
      ...sources.galarza,
    },
  },
  {
    slug: 'miranda-olivares-decided',
    content: {
      happenedOn: '2014-04-11',
      kind: 'litigation',
      title: { en: 'The county violated the Fourth Amendment', es: 'El condado violó la Cuarta Enmienda' },
      text: {
        en: 'In Oregon, a federal judge rules for Maria Miranda-Olivares. Keeping her on a detainer was a new arrest, and there was no probable cause for it. The county has to answer for it. Within days, sheriffs start to change their rules.',
        es: 'En Oregón, una jueza federal le da la razón a Maria Miranda-Olivares. Retenerla por una orden de retención (detainer) fue un nuevo arresto, y no había causa probable. El condado tiene que responder. En cuestión de días, varios alguaciles (sheriffs) empiezan a cambiar sus reglas.',
      },
      courtCase: 'miranda-olivares-v-clackamas-county',
      caseEvent: 'e2',
      place: 'or-clackamas-county',
      ...sources.miranda,
    },
  },
  {
    slug: 'sheriffs-stop-holding',
    content: {
      happenedOn: '2014-05-02',
      kind: 'organizing',
      title: { en: '37 places stop holding people', es: '37 lugares dejan de retener gente' },
      text: {
        en: 'Three weeks after the Oregon ruling, NDLON writes to sheriffs: by its count, 37 counties and cities in Oregon, Washington and Colorado have stopped holding people on detainers.',
        es: 'Tres semanas después de la decisión de Oregón, NDLON les escribe a los alguaciles (sheriffs): según su cuenta, 37 condados y ciudades de Oregón, Washington y Colorado ya no retienen a nadie por órdenes de retención.',
      },
      ...sources.sheriffsLetter,
    },
  },
  {
    slug: 'ended-in-name',
    content: {
      happenedOn: '2014-11-20',
      kind: 'program',
      title: { en: 'The program ends, in name', es: 'El programa se acaba, de nombre' },
      text: {
        en: 'DHS drops Secure Communities. Its own memo says that the name has become “a symbol for general hostility.” What comes next is called the Priority Enforcement Program (PEP), in force from July 2, 2015. The fingerprints still go to the FBI and to DHS.',
        es: 'El DHS deja Comunidades Seguras. Su propio memorándum dice que el nombre se volvió símbolo de una hostilidad general. Lo que sigue se llama Programa de Cumplimiento Prioritario (PEP) y rige desde el 2 de julio de 2015. Las huellas siguen llegando al FBI y al DHS.',
      },
      ...sources.memo,
    },
  },
  {
    slug: 'brought-back',
    content: {
      happenedOn: '2017-01-25',
      kind: 'program',
      title: { en: 'Executive Order 13768 brings it back', es: 'La Orden Ejecutiva 13768 lo revive' },
      text: {
        en: 'A new president, five days in office, ends PEP and restores Secure Communities by name. No law had to change: the link had never been cut.',
        es: 'Un nuevo presidente, con cinco días en el cargo, termina PEP y revive Comunidades Seguras con todo y nombre. No hubo que cambiar ninguna ley: la conexión nunca se había cortado.',
      },
      ...sources.order13768,
    },
  },
  {
    slug: 'illinois-trust-act',
    content: {
      happenedOn: '2017-08-28',
      kind: 'policy',
      title: { en: 'Illinois signs its TRUST Act', es: 'Illinois firma su Ley TRUST' },
      text: {
        en: 'Six years after it left the program, Illinois makes it law: police and jails in the state do not hold anyone just on an immigration detainer that no judge has signed.',
        es: 'Seis años después de salirse del programa, Illinois lo hace ley: la policía y las cárceles del estado no retienen a nadie solo por una orden de migración que ningún juez firmó.',
      },
      ...sources.trustIllinois,
    },
  },
  {
    slug: 'california-values-act',
    content: {
      happenedOn: '2017',
      kind: 'policy',
      title: { en: 'California passes the Values Act', es: 'California aprueba la Ley de Valores' },
      text: {
        en: 'SB 54 goes further than the TRUST Act: with exceptions that the law lists, local and state police may not use their money or people for immigration enforcement.',
        es: 'La SB 54 va más lejos que la Ley TRUST: salvo lo que la ley exceptúa, la policía local y estatal no puede usar su dinero ni su gente para hacer cumplir las leyes de migración.',
      },
      ...sources.valuesCalifornia,
    },
  },
  {
    slug: 'quarter-of-counties',
    content: {
      happenedOn: '2018-01-25',
      kind: 'organizing',
      title: { en: 'Nearly a quarter of counties do not hold', es: 'Casi la cuarta parte de los condados no retiene' },
      text: {
        en: 'The Immigrant Legal Resource Center counts 735 counties that do not hold people on detainers, and 410 localities that made their policies stronger in 2017 alone. These are its figures as of January 2018.',
        es: 'El Immigrant Legal Resource Center cuenta 735 condados que no retienen a nadie por una orden de retención (detainer), y 410 localidades que fortalecieron sus políticas tan solo en 2017. Son sus cifras a enero de 2018.',
      },
      ...sources.ilrcRelease,
    },
  },
  {
    slug: 'gonzalez-trial',
    content: {
      happenedOn: '2019-05-07',
      kind: 'litigation',
      title: { en: 'ICE on trial in Los Angeles', es: 'ICE en juicio en Los Ángeles' },
      text: {
        en: '*Gonzalez v. ICE* goes to trial. The court hears how detainers for 42 states were sent from one building in Laguna Niguel, California, on the word of databases alone. NDLON calls it “click and arrest.”',
        es: '*Gonzalez v. ICE* llega a juicio. La corte oye cómo desde un solo edificio en Laguna Niguel, California, se mandaban órdenes de retención (detainers) a 42 estados, con la pura palabra de unas bases de datos. NDLON lo llama «clic y arresto».',
      },
      courtCase: 'gonzalez-v-ice',
      caseEvent: 'e2',
      ...sources.gonzalezTrial,
    },
  },
  {
    slug: 'florida-bars-limits',
    content: {
      happenedOn: '2019-06-14',
      kind: 'policy',
      title: { en: 'Florida bars local limits', es: 'Florida prohíbe los límites locales' },
      text: {
        en: 'Florida’s SB 168 is signed. It bars counties and cities from limiting what they do for ICE. There, the people to convince are in the legislature.',
        es: 'Se firma la SB 168 de Florida. Les prohíbe a condados y ciudades limitar lo que hacen para ICE. Allá, a quien hay que convencer es a la legislatura.',
      },
      ...sources.florida,
    },
  },
  {
    slug: 'gonzalez-ruling',
    content: {
      happenedOn: '2019-09-27',
      kind: 'litigation',
      title: { en: 'A ruling against ICE, later undone', es: 'Una decisión contra ICE, después anulada' },
      text: {
        en: 'After the trial, the court in Los Angeles rules against ICE and forbids detainers based on databases alone. The ban did not last: a year later the appeals court vacated both injunctions, so this ruling does not stand as law.',
        es: 'Después del juicio, la corte de Los Ángeles decide contra ICE y prohíbe las órdenes de retención basadas solo en bases de datos. No duró: un año después la corte de apelaciones anuló sus dos prohibiciones, así que esta decisión no está vigente.',
      },
      courtCase: 'gonzalez-v-ice',
      caseEvent: 'e3',
      ...sources.gonzalezRuling,
    },
  },
  {
    slug: 'gonzalez-vacated',
    content: {
      happenedOn: '2020-09-11',
      kind: 'litigation',
      title: { en: 'The appeals court vacates the injunctions', es: 'La corte de apelaciones anula las prohibiciones' },
      text: {
        en: 'The Ninth Circuit vacates both injunctions of 2019 (975 F.3d 788) and sends the case back. It also says that someone held on a detainer needs a prompt look by a neutral judge. The fight turns to that.',
        es: 'El Noveno Circuito anula las dos prohibiciones de 2019 (975 F.3d 788) y regresa el caso. También dice que a quien retienen por una orden de retención (detainer) lo tiene que revisar pronto un juez neutral. La lucha sigue por ahí.',
      },
      courtCase: 'gonzalez-v-ice',
      caseEvent: 'e4',
      ...sources.gonzalezVacated,
    },
  },
  {
    slug: 'order-revoked',
    content: {
      happenedOn: '2021-01-20',
      kind: 'program',
      title: { en: 'The order is revoked; the link stays', es: 'Revocan la orden; la conexión se queda' },
      text: {
        en: 'Executive Order 13993 revokes the order of 2017. But the fingerprints go on flowing, as they had through every change before.',
        es: 'La Orden Ejecutiva 13993 revoca la de 2017. Pero las huellas siguen pasando, como en todos los cambios anteriores.',
      },
      ...sources.order13993,
    },
  },
  {
    slug: 'gonzalez-settlement-approved',
    content: {
      happenedOn: '2024-12',
      kind: 'litigation',
      title: { en: 'A court approves the Gonzalez settlement', es: 'Una corte aprueba el acuerdo de Gonzalez' },
      text: {
        en: 'More than eleven years after the suit was filed, ICE agrees to change how certain offices send detainers, and a federal court approves it.',
        es: 'Más de once años después de la demanda, ICE acepta cambiar la manera en que ciertas oficinas mandan órdenes de retención (detainers), y una corte federal lo aprueba.',
      },
      courtCase: 'gonzalez-v-ice',
      caseEvent: 'e5',
      ...sources.gonzalezSettlement,
    },
  },
  {
    slug: 'pushed-further',
    content: {
      happenedOn: '2025-01-20',
      kind: 'program',
      title: { en: 'Executive Order 14159 pushes further', es: 'La Orden Ejecutiva 14159 empuja más lejos' },
      text: {
        en: 'The new order tells DHS to sign more 287(g) agreements, which make local officers immigration agents, and threatens to withhold federal money from places that say no.',
        es: 'La nueva orden le manda al DHS firmar más acuerdos 287(g), que convierten a oficiales locales en agentes de migración, y amenaza con quitarles dinero federal a los lugares que digan que no.',
      },
      ...sources.order14159,
    },
  },
  {
    slug: 'gonzalez-settlement-in-force',
    content: {
      happenedOn: '2025-03-04',
      kind: 'litigation',
      title: { en: 'The settlement takes effect, for five years', es: 'El acuerdo entra en vigor, por cinco años' },
      text: {
        en: 'Unless there is a neutral review, ICE offices under the settlement may only ask a jail to tell them when someone gets out, on a form called I-247G. That form does not ask the jail to keep anyone.',
        es: 'Mientras no haya una revisión neutral, las oficinas de ICE que abarca el acuerdo solo pueden pedirle a una cárcel que avise cuándo sale alguien, con una hoja que se llama I-247G. Esa hoja no le pide a la cárcel que retenga a nadie.',
      },
      courtCase: 'gonzalez-v-ice',
      caseEvent: 'e6',
      ...sources.gonzalezSettlement,
    },
  },
  {
    slug: 'texas-sb-8',
    content: {
      happenedOn: '2025-06-20',
      kind: 'policy',
      title: { en: 'Texas orders sheriffs to sign', es: 'Texas les ordena firmar a los alguaciles' },
      text: {
        en: 'SB 8 is signed, and takes effect on January 1, 2026. As enrolled, it covers every sheriff who runs a jail; earlier drafts named only counties over 100,000 people. Each must seek a 287(g) agreement with ICE.',
        es: 'Se firma la SB 8, que entra en vigor el 1 de enero de 2026. Tal como quedó, abarca a todo alguacil (sheriff) que dirige una cárcel; los borradores hablaban solo de condados de más de 100,000 habitantes. Cada uno tiene que buscar un acuerdo 287(g) con ICE.',
      },
      ...sources.texas,
    },
  },
  {
    slug: 'texas-deadline',
    content: {
      happenedOn: '2026-12-01',
      kind: 'policy',
      title: { en: 'The Texas deadline', es: 'La fecha límite de Texas' },
      text: {
        en: 'The day SB 8 sets: from December 1, 2026, the attorney general of Texas may sue a sheriff who runs a jail and has not sought an agreement. What a Texas sheriff can still decide is how much to tell the public.',
        es: 'La fecha que pone la SB 8: desde el 1 de diciembre de 2026, el procurador general de Texas puede demandar al alguacil (sheriff) que dirige una cárcel y no ha buscado un acuerdo. Lo que un alguacil de Texas todavía puede decidir es cuánto le informa a la gente.',
      },
      ...sources.texas,
    },
  },
]
