/**
 * ZIPs whose county is known from elsewhere (city halls, tribal headquarters, court houses, post offices), by the county's
 * slug. The second list: ZIPs that lie in several counties, with two that must be offered.
 */
export const zipsByCounty = `
al-jefferson-county 35203 | al-mobile-county 36602 | al-madison-county 35801
ak-anchorage-municipality 99501 | ak-fairbanks-north-star-borough 99701 | ak-juneau-city-and-borough 99801 | ak-bethel-census-area 99559 | ak-north-slope-borough 99723
ak-kusilvak-census-area 99604 99554 | ak-valdez-cordova-census-area 99686 99588 | ak-skagway-municipality 99840 | ak-sitka-city-and-borough 99835 | ak-nome-census-area 99762
az-maricopa-county 85001 85002 85030 85281 | az-pima-county 85701 85634 | az-coconino-county 86001 86040 86045 | az-apache-county 86515 86503 | az-navajo-county 86047 85941 86039
az-yuma-county 85364 | az-santa-cruz-county 85621 | az-yavapai-county 86301 | az-la-paz-county 85344 | az-gila-county 85550 | ar-pulaski-county 72201
ca-los-angeles-county 90012 90009 90210 | ca-san-francisco-county 94102 | ca-san-diego-county 92101 | ca-sacramento-county 95814 | ca-kern-county 93301 | ca-fresno-county 93701
ca-san-joaquin-county 95202 | ca-riverside-county 92501 92264 | ca-san-bernardino-county 92401 | ca-alameda-county 94601 | ca-santa-clara-county 95112 | ca-imperial-county 92243
ca-monterey-county 93901 | ca-humboldt-county 95546 | co-denver-county 80202 | co-el-paso-county 80903 | co-la-plata-county 81301 | co-montezuma-county 81334 | co-weld-county 80631
ct-hartford-county 06103 | ct-new-haven-county 06510 | ct-fairfield-county 06604 | ct-new-london-county 06320 | ct-litchfield-county 06790 | ct-middlesex-county 06457
ct-windham-county 06226 | ct-tolland-county 06066 | de-new-castle-county 19801 | de-kent-county 19901 | de-sussex-county 19947 | district-of-columbia 20001 20009 20013 20500
fl-miami-dade-county 33130 33101 | fl-orange-county 32801 | fl-hillsborough-county 33602 | fl-duval-county 32202 | fl-leon-county 32301 | fl-broward-county 33301 | fl-collier-county 34142
ga-fulton-county 30303 30301 | ga-chatham-county 31401 | ga-bibb-county 31201 | ga-hall-county 30501 | ga-whitfield-county 30720 | ga-muscogee-county 31901
hi-honolulu-county 96813 | hi-hawaii-county 96720 | hi-maui-county 96793 | hi-kauai-county 96766 | id-ada-county 83702 | id-bingham-county 83203 | id-nez-perce-county 83501
il-cook-county 60601 60690 | il-sangamon-county 62701 | il-lake-county 60085 | il-peoria-county 61602 | il-kane-county 60506 | in-marion-county 46204 46113 | in-allen-county 46802
ia-polk-county 50309 | ia-tama-county 52339 | ia-buena-vista-county 50588 | ks-sedgwick-county 67202 | ks-wyandotte-county 66101 | ks-ford-county 67801
ky-jefferson-county 40202 | ky-fayette-county 40507 | ky-kenton-county 41011 | la-orleans-parish 70112 | la-east-baton-rouge-parish 70801 | la-caddo-parish 71101 | la-lafayette-parish 70501
me-cumberland-county 04101 | me-penobscot-county 04401 | md-baltimore-city 21201 | md-baltimore-county 21204 | md-montgomery-county 20850 | md-anne-arundel-county 21401
ma-suffolk-county 02108 | ma-worcester-county 01608 | ma-hampden-county 01103 | mi-wayne-county 48226 | mi-kent-county 49503 | mi-genesee-county 48502 | mi-isabella-county 48858
mn-hennepin-county 55401 | mn-ramsey-county 55101 | mn-beltrami-county 56671 | ms-hinds-county 39201 | ms-neshoba-county 39350 | mo-st-louis-city 63101 | mo-st-louis-county 63105
mo-jackson-county 64106 | mo-cole-county 65101 | mt-yellowstone-county 59101 | mt-glacier-county 59417 | mt-roosevelt-county 59255 | ne-douglas-county 68102 | ne-lancaster-county 68508
ne-thurston-county 68071 | nv-clark-county 89101 | nv-washoe-county 89501 | nv-carson-city 89701 | nh-hillsborough-county 03101 | nj-essex-county 07102 | nj-mercer-county 08608 | nj-hudson-county 07302
nm-bernalillo-county 87102 | nm-santa-fe-county 87501 | nm-mckinley-county 87301 | nm-san-juan-county 87420 | nm-dona-ana-county 88001 | ny-new-york-county 10001 10008 | ny-kings-county 11201
ny-bronx-county 10451 | ny-queens-county 11101 | ny-richmond-county 10301 | ny-erie-county 14202 | ny-albany-county 12207 | ny-franklin-county 13655 | nc-mecklenburg-county 28202 | nc-wake-county 27601
nd-burleigh-county 58501 | nd-rolette-county 58316 | nd-sioux-county 58538 | oh-franklin-county 43215 | oh-cuyahoga-county 44113 | oh-hamilton-county 45202 | ok-oklahoma-county 73102
ok-tulsa-county 74103 | ok-cherokee-county 74464 | or-multnomah-county 97201 | or-marion-county 97301 | or-clackamas-county 97045 | pa-philadelphia-county 19102 | pa-allegheny-county 15222
ri-providence-county 02903 | sc-charleston-county 29401 | sc-richland-county 29201 | sd-minnehaha-county 57104 | sd-oglala-lakota-county 57770 57764 | sd-pennington-county 57701 | sd-dewey-county 57625
tn-davidson-county 37203 | tn-shelby-county 38103 | tn-knox-county 37902 | tx-harris-county 77002 77052 | tx-dallas-county 75201 | tx-travis-county 78701 | tx-bexar-county 78205 | tx-el-paso-county 79901
tx-hidalgo-county 78501 | tx-webb-county 78040 | tx-tarrant-county 76102 | tx-cameron-county 78520 | ut-salt-lake-county 84101 | ut-san-juan-county 84531 | ut-uintah-county 84026 | vt-chittenden-county 05401
va-alexandria-city 22301 | va-richmond-city 23219 | va-norfolk-city 23510 | va-arlington-county 22201 | va-roanoke-city 24011 | va-fredericksburg-city 22401 | va-harrisonburg-city 22801 | va-fairfax-city 22030
wa-king-county 98101 98111 | wa-pierce-county 98402 | wa-spokane-county 99201 | wa-yakima-county 98948 | wv-kanawha-county 25301 | wi-milwaukee-county 53202 | wi-dane-county 53703 | wi-menominee-county 54135
wy-laramie-county 82001 | wy-fremont-county 82520 | pr-san-juan-municipio 00901 | pr-ponce-municipio 00716 | pr-mayaguez-municipio 00680 | pr-bayamon-municipio 00961 | pr-humacao-municipio 00791 | pr-ciales-municipio 00638 | ak-wrangell-city-and-borough 99929 | guam 96910 96913 96929
vi-st-thomas 00802 | vi-st-croix 00820 | vi-st-john 00830 | as-eastern 96799 | mp-saipan 96950
`

export const zipsAcrossLines = `
il-lake-county il-cook-county 60011 | ky-christian-county tn-montgomery-county 42223 | ut-san-juan-county az-navajo-county 84536 | or-lake-county ca-modoc-county 97635 | az-apache-county nm-mckinley-county 86515 | nm-dona-ana-county tx-el-paso-county 88063 | ok-texas-county tx-sherman-county 73949 | in-marion-county in-hendricks-county 46113
co-broomfield-county co-boulder-county 80020 | va-fairfax-city va-fairfax-county 22030 | nc-swain-county nc-jackson-county 28719 | ga-fulton-county ga-dekalb-county 30317
`

/** Military and diplomatic mail: Europe, the Americas, the Pacific; Army, Fleet and Diplomatic post offices. */
export const militaryZips = [
  '09012',
  '09096',
  '09128',
  '09345',
  '09498',
  '09803',
  '34002',
  '34037',
  '34078',
  '96201',
  '96349',
  '96501',
  '96602',
]
