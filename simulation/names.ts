import type { Country } from './calendar.ts';

/** Languages that our texts exist in; others write English. */
export type Script = 'en' | 'de' | 'pt';

interface Names {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly order: 'given-first' | 'family-first';
}

const list = (text: string): readonly string[] => text.split(' ');

/** Common names, put together at random. */
export const NAMES: Readonly<Record<Country, Names>> = {
  DE: {
    given: list(
      'Anna Jonas Lena Felix Marie Paul Sophie Max Clara Emil Greta Moritz Hanna Till Ines Bastian Nora Jakob Frieda Oskar',
    ),
    family: list(
      'Bergmann Hofer Lindner Kramer Vogt Seidel Ahrens Brandt Krüger Möller Steiner Wolff Richter Engel Hahn Busch Keller Roth',
    ),
    order: 'given-first',
  },
  FR: {
    given: list(
      'Camille Louis Manon Hugo Chloé Arthur Inès Gabriel Léa Jules Zoé Raphaël Alice Théo Juliette Maël',
    ),
    family: list(
      'Bernard Moreau Girard Fontaine Rousseau Lambert Dumas Marchand Leroy Garnier Perrin Chevalier Renaud Blanchard',
    ),
    order: 'given-first',
  },
  PL: {
    given: list('Zofia Jan Maja Antoni Hanna Jakub Lena Szymon Alicja Filip Oliwia Michał Pola Adam'),
    family: list(
      'Nowak Wójcik Kamiński Zieliński Mazur Krawczyk Piotrowski Grabowski Pawlak Michalak Duda Wróbel',
    ),
    order: 'given-first',
  },
  GB: {
    given: list(
      'Oliver Amelia Harry Isla George Poppy Arthur Freya Noah Grace Theo Ivy Callum Rosie Owen Maisie',
    ),
    family: list(
      'Hughes Palmer Webb Foster Barker Doyle Whitmore Fletcher Ashworth Holland Reeve Marsh Pearce Sutton',
    ),
    order: 'given-first',
  },
  US: {
    given: list(
      'Emma Liam Ava Mason Harper Ethan Zoe Caleb Nora Wyatt Maya Julian Ruth Diego Naomi Marcus Tessa Andre',
    ),
    family: list(
      'Carter Nguyen Ramirez Sullivan Brooks Patel Coleman Hayes Jensen Ortiz Freeman Bishop Lawson Park Reyes Stone',
    ),
    order: 'given-first',
  },
  BR: {
    given: list(
      'Mariana João Beatriz Lucas Camila Pedro Larissa Rafael Fernanda Thiago Júlia Mateus Isabela Caio Letícia Bruno',
    ),
    family: list(
      'Almeida Barbosa Cardoso Duarte Ferreira Gomes Lima Machado Nogueira Pacheco Ribeiro Teixeira Vieira Rocha',
    ),
    order: 'given-first',
  },
  CN: {
    given: list('Wei Jing Lei Fang Hao Min Yan Bo Ting Jun Xin Ying Qiang Lan'),
    family: list('Zhao Qian Sun Zhou Wu Zheng Feng Chen Jiang Shen Han Yang'),
    order: 'family-first',
  },
};

interface Place {
  readonly city: string;
  readonly postalCode: string;
  readonly region?: string;
  readonly streets: readonly string[];
}

const GERMAN_STREETS = [
  'Lindenstraße',
  'Gartenweg',
  'Bahnhofstraße',
  'Am Mühlbach',
  'Schillerstraße',
  'Rosenallee',
];
const FRENCH_STREETS = ['rue des Tilleuls', 'avenue de la Gare', 'rue du Moulin', 'place du Marché'];
const POLISH_STREETS = ['ul. Lipowa', 'ul. Ogrodowa', 'ul. Kwiatowa', 'ul. Polna'];
const BRITISH_STREETS = ['Station Road', 'Mill Lane', 'Church Street', 'Victoria Terrace', 'Orchard Close'];
const AMERICAN_STREETS = [
  'Maple Street',
  'Cedar Avenue',
  'Lakeview Drive',
  'Hillcrest Road',
  'Washington Boulevard',
];
const BRAZILIAN_STREETS = ['Rua das Acácias', 'Avenida Brasil', 'Rua do Sol', 'Travessa da Lapa'];
const CHINESE_STREETS = ['Renmin Road', 'Jianshe Street', 'Huanghe Road', 'Xinhua Lane'];

export const PLACES: Readonly<Record<Country, readonly Place[]>> = {
  DE: [
    { city: 'Berlin', postalCode: '10999', streets: GERMAN_STREETS },
    { city: 'Leipzig', postalCode: '04109', streets: GERMAN_STREETS },
    { city: 'Köln', postalCode: '50674', streets: GERMAN_STREETS },
    { city: 'Freiburg', postalCode: '79098', streets: GERMAN_STREETS },
  ],
  FR: [
    { city: 'Lyon', postalCode: '69003', streets: FRENCH_STREETS },
    { city: 'Nantes', postalCode: '44000', streets: FRENCH_STREETS },
    { city: 'Lille', postalCode: '59000', streets: FRENCH_STREETS },
  ],
  PL: [
    { city: 'Kraków', postalCode: '31-042', streets: POLISH_STREETS },
    { city: 'Wrocław', postalCode: '50-101', streets: POLISH_STREETS },
  ],
  GB: [
    { city: 'Leeds', postalCode: 'LS1 4DY', streets: BRITISH_STREETS },
    { city: 'Bristol', postalCode: 'BS1 5TR', streets: BRITISH_STREETS },
    { city: 'Edinburgh', postalCode: 'EH1 1RE', streets: BRITISH_STREETS },
  ],
  US: [
    { city: 'Portland', postalCode: '97205', region: 'OR', streets: AMERICAN_STREETS },
    { city: 'Columbus', postalCode: '43215', region: 'OH', streets: AMERICAN_STREETS },
    { city: 'Austin', postalCode: '78701', region: 'TX', streets: AMERICAN_STREETS },
    { city: 'Raleigh', postalCode: '27601', region: 'NC', streets: AMERICAN_STREETS },
  ],
  BR: [
    { city: 'São Paulo', postalCode: '01310-100', region: 'SP', streets: BRAZILIAN_STREETS },
    { city: 'Curitiba', postalCode: '80010-000', region: 'PR', streets: BRAZILIAN_STREETS },
    { city: 'Recife', postalCode: '50030-000', region: 'PE', streets: BRAZILIAN_STREETS },
  ],
  CN: [
    { city: 'Shenzhen', postalCode: '518000', region: 'Guangdong', streets: CHINESE_STREETS },
    { city: 'Yiwu', postalCode: '322000', region: 'Zhejiang', streets: CHINESE_STREETS },
  ],
};
