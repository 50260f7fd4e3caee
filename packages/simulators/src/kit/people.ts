/**
 * Invented names in several scripts. Each entry is the name as written and its letters for an
 * e-mail address. Family name first where `familyFirst` says so; a `singleToken` group has no
 * family names at all.
 */
export interface NameGroup {
  given: readonly (readonly [string, string])[];
  family: readonly (readonly [string, string])[];
  familyFirst?: true;
}

export interface InventedName {
  /** As the person writes it. */
  full: string;
  given: string;
  family: string;
  /** Lower-case ASCII, for addresses. */
  handle: string;
}

const plain = (...names: string[]): (readonly [string, string])[] =>
  names.map((name) => [name, asciiOf(name)]);

export const nameGroups: readonly NameGroup[] = [
  {
    given: plain('Olive', 'Jasper', 'Maeve', 'Theo', 'Imogen', 'Rufus', 'Tabitha', 'Linus'),
    family: plain('Hartwell', 'Okafor', 'Pemberton', "O'Dwyer", 'Ashgrove', 'Lindqvist-Moore'),
  },
  {
    given: plain('Jörg', 'Käthe', 'Bärbel', 'Günther', 'Lieselotte', 'Matthäus', 'Anke', 'Sören'),
    family: plain('Müllenbach', 'Größer', 'von der Heide', 'Kühnel', 'Weiß', 'Oberländer'),
  },
  {
    given: plain('Aurélie', 'Loïc', 'Zoé', 'Hélène', 'François', 'Maëlys', 'Benoît', 'Inès'),
    family: plain("d'Ambreville", 'Lefèvre', 'Le Goff', 'Charpentier', 'Bélanger', 'Noël'),
  },
  {
    given: plain('Íñigo', 'Begoña', 'Xiomara', 'Joaquín', 'Nuria', 'Álvaro', 'Pilar', 'Iker'),
    family: plain(
      'Peñalver Ruiz',
      'Etxeberria',
      'Núñez',
      'de la Fuente',
      'Çelik Ortega',
      'Maldonado',
    ),
  },
  {
    given: plain('Łucja', 'Zbigniew', 'Małgorzata', 'Świętosława', 'Kazimierz', 'Bożena'),
    family: plain('Wiśniowska', 'Żółtowski', 'Brzęczyk', 'Dąbek', 'Krawiec'),
  },
  {
    given: plain('Nguyệt', 'Bảo', 'Thảo', 'Đức', 'Hạnh', 'Quân'),
    family: plain('Trần Thị', 'Phạm', 'Đặng Văn', 'Vũ'),
    familyFirst: true,
  },
  {
    given: [
      ['晓明', 'xiaoming'],
      ['丽华', 'lihua'],
      ['伟', 'wei'],
      ['思远', 'siyuan'],
    ],
    family: [
      ['欧阳', 'ouyang'],
      ['陈', 'chen'],
      ['林', 'lin'],
      ['赵', 'zhao'],
    ],
    familyFirst: true,
  },
  {
    given: [
      ['さくら', 'sakura'],
      ['健太', 'kenta'],
      ['美咲', 'misaki'],
      ['翔', 'sho'],
    ],
    family: [
      ['長谷川', 'hasegawa'],
      ['小鳥遊', 'takanashi'],
      ['渡辺', 'watanabe'],
    ],
    familyFirst: true,
  },
  {
    given: [
      ['Оксана', 'oksana'],
      ['Ярослав', 'yaroslav'],
      ['Женя', 'zhenya'],
      ['Мирослава', 'myroslava'],
    ],
    family: [
      ['Щербак', 'shcherbak'],
      ['Іваненко', 'ivanenko'],
      ['Сорокина', 'sorokina'],
    ],
  },
  {
    given: [
      ['ليلى', 'layla'],
      ['يوسف', 'yusuf'],
      ['مريم', 'maryam'],
      ['طارق', 'tariq'],
    ],
    family: [
      ['الحداد', 'alhaddad'],
      ['بن صالح', 'bensaleh'],
      ['النجار', 'alnajjar'],
    ],
  },
  {
    given: [
      ['Ελπίδα', 'elpida'],
      ['Νίκος', 'nikos'],
      ['Φωτεινή', 'foteini'],
    ],
    family: [
      ['Παπαδάκη', 'papadaki'],
      ['Χατζής', 'chatzis'],
    ],
  },
  {
    given: [
      ['आरव', 'aarav'],
      ['सान्वी', 'saanvi'],
      ['ईशान', 'ishaan'],
    ],
    family: [
      ['चटर्जी', 'chatterjee'],
      ['अय्यर', 'iyer'],
    ],
  },
  // People with one name only.
  { given: plain('Wulandari', 'Madhavan', 'Sutrisno', 'Thinley', 'Nyström'), family: [] },
];

interface Chooser {
  pick<T>(options: readonly T[]): T;
}

/** A name from any of the groups. */
export function inventName(random: Chooser): InventedName {
  return inventNameOf(random.pick(nameGroups), random);
}

/** A name from one group. */
export function inventNameOf(group: NameGroup, random: Chooser): InventedName {
  const [given, givenHandle] = random.pick(group.given);
  if (group.family.length === 0) {
    return { full: given, given, family: '', handle: givenHandle };
  }
  const [family, familyHandle] = random.pick(group.family);
  const parts = group.familyFirst === true ? [family, given] : [given, family];
  return { full: parts.join(' '), given, family, handle: `${givenHandle}.${familyHandle}` };
}

function asciiOf(name: string): string {
  const spelled = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd');
  return spelled.normalize('NFD').replaceAll(/[^a-z]/g, '');
}
