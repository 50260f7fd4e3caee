/** What invented companies are made of, so that they look alike whatever the vendor. */

export const departmentTree: Record<string, string[]> = {
  Engineering: ['Platform', 'Product Engineering', 'Data & Insights'],
  'Go-to-Market': ['Sales', 'Customer Success'],
  People: ['Talent Acquisition'],
  Finance: [],
  Design: [],
};

export const seniorities = ['', 'Senior ', 'Staff ', 'Lead '];

export const jobTitles = [
  'Backend Engineer',
  'Frontend Engineer',
  'Data Analyst',
  'Account Executive',
  'Customer Success Manager',
  'Product Designer',
  'Recruiter',
  'Werkstudent:in Buchhaltung',
  'Ingénieur·e QA',
  'Site Reliability Engineer',
];

export const companies = [
  'Nordlicht AG',
  'Blue Heron Ltd',
  'Café Köln',
  'Ōmori Works',
  'Tres Olas S.L.',
];

export const positions = [
  'Software Engineer',
  'Account Manager',
  'Créateur de contenu',
  'Buchhalter',
  '設計者',
];

export const schools = ['Universität Musterstadt', 'Lakeside College', 'École de Beauval'];

export const sourcesByKind: Record<string, string[]> = {
  Inbound: ['Careers Page', 'LinkedIn Jobs', 'StepStone'],
  Sourced: ['LinkedIn Recruiter', 'Conference'],
  Referral: ['Employee Referral'],
  Agency: ['Talentbrücke GmbH'],
};

export const tagNames = [
  'Top Talent',
  'Relocation OK',
  'Keep in touch',
  'Boomerang',
  'Speaks Deutsch',
  'VIP',
];

/** As people write them, in plain text and with the elements that the vendor keeps. */
export const noteTexts = [
  'Called back, no answer. Will try again tomorrow.',
  'Spoke for 20 minutes: friendly, clear about the notice period (three months).',
  'Would rather work from home on two days a week.\nFine with the team.',
  'Rückruf am Montag vereinbart – am liebsten vormittags.',
  'Strong portfolio, see <a href="https://portfolio.example.com/case-study">the case study</a>.',
  '<b>Salary:</b> expects a little more than our band allows.',
  'Before the next round:<ul><li>check the references</li><li>ask about travel</li></ul>',
  'Wrote a small program that prints <code>a &lt; b &amp;&amp; b &lt; c</code>. Nice.',
  'Met at the careers fair & promised to stay in touch “soon”.',
  '候補者は来月から働けます。',
  'Sehr überzeugend im Gespräch; Unterlagen sind vollständig. 👍',
  'Not for this role, but keep in mind for the next one.',
];
