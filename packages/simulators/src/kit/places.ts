/** A real city with what records need to say about it. */
export interface Place {
  country: string;
  countryCode: string;
  region: string;
  city: string;
  postalCode: string;
  street: string;
  timezone: string;
  currencyCode: string;
  dialling: string;
}

const columns = [
  'country',
  'countryCode',
  'region',
  'city',
  'postalCode',
  'street',
  'timezone',
  'currencyCode',
  'dialling',
] as const;

const rows = [
  'Germany|DE|Berlin|Berlin|10115|Chausseestraße 1|Europe/Berlin|EUR|+49 30 5550',
  'Germany|DE|Bavaria|München|80331|Sendlinger Straße 8|Europe/Berlin|EUR|+49 89 5550',
  'United States|US|California|San Francisco|94105|Mission Street 500|America/Los_Angeles|USD|+1 415 555',
  'United States|US|New York|New York|10013|Canal Street 77|America/New_York|USD|+1 212 555',
  'United Kingdom|GB|England|London|EC1A 1BB|Aldersgate Street 12|Europe/London|GBP|+44 20 7946',
  'France|FR|Île-de-France|Paris|75011|Rue Oberkampf 40|Europe/Paris|EUR|+33 1 99 00',
  'Poland|PL|Lower Silesia|Wrocław|50-102|Rynek 5|Europe/Warsaw|PLN|+48 71 555',
  'India|IN|Karnataka|Bengaluru|560001|Church Street 21|Asia/Kolkata|INR|+91 80 5550',
  'Japan|JP|Tōkyō|渋谷区|150-0002|Shibuya 2-1|Asia/Tokyo|JPY|+81 3 5550',
  'Brazil|BR|São Paulo|São Paulo|01310-100|Avenida Paulista 900|America/Sao_Paulo|BRL|+55 11 5550',
  'Canada|CA|Québec|Montréal|H2X 1Y6|Rue Sherbrooke 200|America/Toronto|CAD|+1 514 555',
  'Singapore|SG|Singapore|Singapore|048616|Raffles Place 3|Asia/Singapore|SGD|+65 6555',
];

export const places: readonly Place[] = rows.map((row) => {
  const values = row.split('|');
  return Object.fromEntries(columns.map((name, index) => [name, values[index] ?? ''])) as Record<
    (typeof columns)[number],
    string
  >;
});
