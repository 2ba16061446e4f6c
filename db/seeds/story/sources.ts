/** Where a fact is from; the title is in the source's own language. */
export interface SeedSource {
  sourceUrl: string
  sourceTitle: string
  sourceCheckedOn: string
}

/** The day on which all sources were looked at. */
export const checkedOn = '2026-11-29'

function source(sourceUrl: string, sourceTitle: string): SeedSource {
  return { sourceUrl, sourceTitle, sourceCheckedOn: checkedOn }
}

const register = 'https://www.federalregister.gov/documents'
const texas = 'https://capitol.texas.gov/tlodocs/89R/billtext/html/SB00008F.htm'

/** Everything that the story is checked against. */
export const sources = {
  ccrCase: source('https://ccrjustice.org/securecommunities', 'Center for Constitutional Rights, case page'),
  ccrRelease: source(
    'https://ccrjustice.org/home/press-center/press-releases/district-court-rejects-dhs-and-ice-foia-withholdings-conceal',
    'Center for Constitutional Rights, press release of July 11, 2011',
  ),
  iceTexas: source(
    'https://www.ice.gov/news/releases/ice-secure-communities-program-now-activated-all-texas-counties',
    'ICE news release, September 2010',
  ),
  iceProgram: source('https://www.ice.gov/secure-communities', 'ICE, page on Secure Communities'),
  countiesLeave: source(
    'https://uncoverthetruth.org/press/arlington-and-santa-clara-join-sf-in-demanding-to-opt-out-of-flawed-ice-program-santa-clara-ca-and-arlington-va-county-boards-unanimously-vote-to-opt-out-of-ices-controversial-s-comm-progra/',
    'Uncover the Truth, press release of September 29, 2010',
  ),
  illinoisLeaves: source(
    'https://uncoverthetruth.org/featured/pr-governor-quinn-terminates-troubled-deportation-program-cites-actual-results-contrary-to-stated-purpose-as-reason-to-withdraw-from-secure-communities/',
    'Uncover the Truth, statement of May 2011',
  ),
  agreementsEnded: source(
    'https://www.nilc.org/scomm-ltr-morton-to-govmarkwell-2011-08-05/',
    'ICE director’s letter of August 5, 2011, posted by the National Immigration Law Center',
  ),
  foiaOpinion: source(
    'https://case-law.vlex.com/vid/nat-l-day-laborer-889922291',
    '811 F. Supp. 2d 713 (S.D.N.Y. 2011), on vLex',
  ),
  foiaSearches: source(
    'https://uncoverthetruth.org/category/resources/legal/',
    'Uncover the Truth, legal resources: press release of July 13, 2012',
  ),
  washingtonState: source(
    'https://www.columbian.com/news/2012/apr/04/ices-secure-communities-activated-in-wash/',
    'The Columbian (AP), April 4, 2012',
  ),
  gonzalezDocket: source('https://clearinghouse.net/case/15557/', 'Civil Rights Litigation Clearinghouse'),
  gonzalezTrial: source(
    'https://ndlon.org/closing-arguments-in-landmark-class-action-gonzalez-v-ice/',
    'NDLON, press release of May 17, 2019',
  ),
  gonzalezRuling: source(
    'https://casetext.com/case/gonzalez-v-immigration-customs-enft',
    '416 F. Supp. 3d 995 (C.D. Cal. 2019), on Casetext',
  ),
  gonzalezVacated: source(
    'https://casetext.com/case/gonzalez-v-us-immigration-customs-enft-1',
    '975 F.3d 788 (9th Cir. 2020), on Casetext',
  ),
  gonzalezSettlement: source(
    'https://immigrantjustice.org/node/15062',
    'National Immigrant Justice Center, page on the settlement',
  ),
  galarza: source(
    'https://case-law.vlex.com/vid/galarza-v-szalczyk-no-891240118',
    '745 F.3d 634 (3d Cir. 2014), on vLex',
  ),
  galarzaReport: source('https://legalnews.com/detroit/1391613', 'Detroit Legal News, 2014'),
  miranda: source(
    'https://casetext.com/case/miranda-olivares-v-clackamas-cnty',
    'No. 3:12-cv-02317 (D. Or. 2014), on Casetext',
  ),
  mirandaDocket: source('https://clearinghouse.net/case/13658/', 'Civil Rights Litigation Clearinghouse'),
  sheriffsLetter: source('https://ndlon.org/en/pressroom/press-releases', 'NDLON, letter to sheriffs of May 2, 2014'),
  memo: source(
    'https://www.notonemoredeportation.com/2014/11/20/dhs-end-secure-communities-begin-pep/',
    'DHS memorandum of November 20, 2014, posted by #Not1More',
  ),
  order13768: source(
    `${register}/2017/01/30/2017-02102/enhancing-public-safety-in-the-interior-of-the-united-states`,
    'Federal Register, Executive Order 13768',
  ),
  order13993: source(
    `${register}/2021/01/25/2021-01768/revision-of-civil-immigration-enforcement-policies-and-priorities`,
    'Federal Register, Executive Order 13993',
  ),
  order14159: source(
    `${register}/2025/01/29/2025-02006/protecting-the-american-people-against-invasion`,
    'Federal Register, Executive Order 14159',
  ),
  ilrcOrder14159: source(
    'https://www.ilrc.org/immigration-enforcement/sanctuary-information/protecting-american-people-against-invasion',
    'Immigrant Legal Resource Center, on Executive Order 14159',
  ),
  ilrcRelease: source(
    'https://www.ilrc.org/new-report-and-map-sanctuary-policies-strengthened-410-counties-across-country-2017-finds-immigrant',
    'Immigrant Legal Resource Center, press release of January 25, 2018',
  ),
  trustIllinois: source(
    'https://ilga.gov/legislation/publicacts/100/100-0463.htm',
    'Illinois General Assembly, Public Act 100-0463',
  ),
  trustCalifornia: source(
    'https://leginfo.legislature.ca.gov/faces/billNavClient.xhtml?bill_id=201320140AB4',
    'California Legislature, AB 4 (2013)',
  ),
  valuesCalifornia: source(
    'https://leginfo.legislature.ca.gov/faces/billNavClient.xhtml?bill_id=201720180SB54',
    'California Legislature, SB 54 (2017)',
  ),
  florida: source('https://www.flsenate.gov/Session/Bill/2019/168', 'Florida Senate, SB 168 (2019)'),
  texas: source(texas, 'Texas Legislature, SB 8 (2025) as enrolled'),
  texasReport: source(
    'https://www.austinchronicle.com/news/new-law-forces-sheriffs-to-work-with-ice-13406565',
    'Austin Chronicle, 2025',
  ),
  washingtonCounty: source(
    'https://www.co.washington.or.us/Sheriff/ice-detainers-no-longer-enforced.cfm',
    'Washington County (Oregon) Sheriff’s Office',
  ),
  colorado: source(
    'https://www.lexisnexis.com/legalnewsroom/immigration/b/newsheadlines/archive/2014/04/29/colorado-sheriffs-drop-ice-holds-detainers.aspx',
    'Associated Press, as quoted by LexisNexis, April 29, 2014',
  ),
} satisfies Record<string, SeedSource>
