/** Names in use that Unicode's tables do not have, in the form that `normalise` gives. */
export const aliases: Readonly<Record<string, string>> = {
  america: 'US',
  'united states of america': 'US',
  'u s': 'US',
  'u s a': 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'czech republic': 'CZ',
  'ivory coast': 'CI',
  turkey: 'TR',
  macedonia: 'MK',
  swaziland: 'SZ',
  burma: 'MM',
  'hong kong': 'HK',
  macau: 'MO',
  'viet nam': 'VN',
  'south korea': 'KR',
  'russian federation': 'RU',
  korea: 'KR',
  'korea south': 'KR',
  'korea north': 'KP',
  'republic of korea': 'KR',
  'democratic people s republic of korea': 'KP',
  'democratic republic of korea': 'KP',
  'korea democratic people s republic of': 'KP',
  'taiwan province of china': 'TW',
  'taiwan republic of china': 'TW',
  'china republic of': 'TW',
  'republic of china': 'TW',
  'chinese taipei': 'TW',
  prc: 'CN',
  'mainland china': 'CN',
  uae: 'AE',
  'u a e': 'AE',
  ksa: 'SA',
  eire: 'IE',
  'hong kong s a r': 'HK',
  'plurinational state of bolivia': 'BO',
  'lao people s democratic republic': 'LA',
  'syrian arab republic': 'SY',
  'brunei darussalam': 'BN',
  'micronesia federated states of': 'FM',
  'federated states of micronesia': 'FM',
  'palestine state of': 'PS',
  'state of palestine': 'PS',
  'congo democratic republic of': 'CD',
  'democratic republic of congo': 'CD',
  'republic of congo': 'CG',
  'former yugoslav republic of macedonia': 'MK',
  'macedonia former yugoslav republic of': 'MK',
  'dr congo': 'CD',
  drc: 'CD',
  'virgin islands british': 'VG',
  'virgin islands u s': 'VI',
  'virgin islands us': 'VI',
  'falkland islands malvinas': 'FK',
  'holy see vatican city state': 'VA',
  'holy see': 'VA',
  'saint helena ascension and tristan da cunha': 'SH',
  'united kingdom of great britain and northern ireland': 'GB',
  'bonaire sint eustatius and saba': 'BQ',
  'sint maarten dutch part': 'SX',
  'saint martin french part': 'MF',
  pitcairn: 'PN',
  'svalbard and jan mayen islands': 'SJ',
  'heard island and mcdonald islands': 'HM',
  'heard and mcdonald islands': 'HM',
  'swiss confederation': 'CH',
  'french republic': 'FR',
  'hellenic republic': 'GR',
  'slovak republic': 'SK',
  'italian republic': 'IT',
  'portuguese republic': 'PT',
  'argentine republic': 'AR',
  'kyrgyz republic': 'KG',
  'togolese republic': 'TG',
  'gabonese republic': 'GA',
  'lebanese republic': 'LB',
  'rwandese republic': 'RW',
  'grand duchy of luxembourg': 'LU',
  'commonwealth of bahamas': 'BS',
  'commonwealth of dominica': 'DM',
  'union of comoros': 'KM',
  'state of israel': 'IL',
  'state of kuwait': 'KW',
  'state of qatar': 'QA',
  'state of eritrea': 'ER',
  'united mexican states': 'MX',
  'independent state of papua new guinea': 'PG',
  'independent state of samoa': 'WS',
  'commonwealth of northern mariana islands': 'MP',
  'virgin islands of united states': 'VI',
  'hong kong special administrative region of china': 'HK',
  'macao special administrative region of china': 'MO',
  macao: 'MO',
  'united states minor outlying islands': 'UM',
};

/** ISO 3166-1 alpha-3 and alpha-2, of which Unicode has no table; with Kosovo's, which is in use. */
export const alpha3Codes = `
  ABW:AW AFG:AF AGO:AO AIA:AI ALA:AX ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ASM:AS ATA:AQ ATF:TF
  ATG:AG AUS:AU AUT:AT AZE:AZ BDI:BI BEL:BE BEN:BJ BES:BQ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS
  BIH:BA BLM:BL BLR:BY BLZ:BZ BMU:BM BOL:BO BRA:BR BRB:BB BRN:BN BTN:BT BVT:BV BWA:BW CAF:CF
  CAN:CA CCK:CC CHE:CH CHL:CL CHN:CN CIV:CI CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM CPV:CV
  CRI:CR CUB:CU CUW:CW CXR:CX CYM:KY CYP:CY CZE:CZ DEU:DE DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ
  ECU:EC EGY:EG ERI:ER ESH:EH ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FLK:FK FRA:FR FRO:FO FSM:FM
  GAB:GA GBR:GB GEO:GE GGY:GG GHA:GH GIB:GI GIN:GN GLP:GP GMB:GM GNB:GW GNQ:GQ GRC:GR GRD:GD
  GRL:GL GTM:GT GUF:GF GUM:GU GUY:GY HKG:HK HMD:HM HND:HN HRV:HR HTI:HT HUN:HU IDN:ID IMN:IM
  IND:IN IOT:IO IRL:IE IRN:IR IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JEY:JE JOR:JO JPN:JP KAZ:KZ
  KEN:KE KGZ:KG KHM:KH KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI
  LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV MAC:MO MAF:MF MAR:MA MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX
  MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN MNP:MP MOZ:MZ MRT:MR MSR:MS MTQ:MQ MUS:MU
  MWI:MW MYS:MY MYT:YT NAM:NA NCL:NC NER:NE NFK:NF NGA:NG NIC:NI NIU:NU NLD:NL NOR:NO NPL:NP
  NRU:NR NZL:NZ OMN:OM PAK:PK PAN:PA PCN:PN PER:PE PHL:PH PLW:PW PNG:PG POL:PL PRI:PR PRK:KP
  PRT:PT PRY:PY PSE:PS PYF:PF QAT:QA REU:RE ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG
  SGS:GS SHN:SH SJM:SJ SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SPM:PM SRB:RS SSD:SS STP:ST SUR:SR
  SVK:SK SVN:SI SWE:SE SWZ:SZ SXM:SX SYC:SC SYR:SY TCA:TC TCD:TD TGO:TG THA:TH TJK:TJ TKL:TK
  TKM:TM TLS:TL TON:TO TTO:TT TUN:TN TUR:TR TUV:TV TWN:TW TZA:TZ UGA:UG UKR:UA UMI:UM URY:UY
  USA:US UZB:UZ VAT:VA VCT:VC VEN:VE VGB:VG VIR:VI VNM:VN VUT:VU WLF:WF WSM:WS XKX:XK YEM:YE
  ZAF:ZA ZMB:ZM ZWE:ZW
`;
