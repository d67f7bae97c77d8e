import {
  ABOVE,
  BLACK,
  box,
  disc,
  GLASS,
  type Ink,
  line,
  METAL,
  moved,
  oval,
  OWN,
  PAPER,
  path,
  shine,
  text,
  times,
  turned,
  WOOD,
} from './ink.ts';
import { glove } from './technology.ts';

type Draw = (ink: Ink) => string;

const SHIRT = 'M150 80q50 30 100 0l70 36-26 66-34-14v146H140V168l-34 14-26-66z';
const LONG =
  'M150 76q50 26 100 0 50 14 66 50l34 160-44 12-46-120v138H140V178L94 298l-44-12 34-160q16-36 66-50z';
const TROUSERS = 'M130 70h140l22 250h-66L200 150l-26 170h-66z';
const buttons = (colour: string): string =>
  line('M200 96v214', colour, 2.5) + times(5, (i) => disc(200, 124 + i * 40, 4.5, colour));
const watch =
  (face: string, inner: string): Draw =>
  (c) =>
    path('M168 30h64l8 90h-80zM160 280h80l-8 96h-64z', OWN) +
    disc(200, 200, 92, METAL) +
    disc(200, 200, 78, face) +
    times(12, (i) => turned(i * 30, box(198, 130, 4, i % 3 === 0 ? 16 : 9, 1, inner))) +
    line('M200 200V150', inner, 6) +
    line('M200 200l34 20', inner, 5) +
    line('M200 212l-10-70', '#d2452f', 2) +
    disc(200, 200, 6, inner) +
    box(290, 190, 14, 20, 4, METAL) +
    line('M172 60h56M172 330h56', c.deep, 2, 'stroke-dasharray="4 4"');
const bottle =
  (cap: string, label: string): Draw =>
  (c) =>
    box(176, 70, 48, 50, 8, cap) +
    path('M150 140q0-24 50-24t50 24v150q0 24-24 24h-52q-24 0-24-24z', OWN) +
    box(150, 180, 100, 80, 0, PAPER) +
    text(200, 228, 20, '#555', label) +
    shine('M160 140h12v160q-12 0-12-12z', 0.4) +
    line('M150 180h100', c.dark, 1);

// Short strokes side by side read better than one a line.
// prettier-ignore
export const WARDROBE: Readonly<Record<string, Draw>> = {
  't-shirt': (c) => path(SHIRT, OWN) + path('M150 80q50 44 100 0l-8-4q-42 30-84 0z', c.deep) + line('M140 180v120M260 180v120', c.dark, 2, 'opacity=".5"') + line('M146 304h108', c.dark, 2, 'stroke-dasharray="4 3"'),
  'linen-shirt': (c) => path(LONG, OWN) + path('M162 70l38 40-30 24-20-54zM238 70l-38 40 30 24 20-54z', c.light) + buttons(c.deep) + box(220, 160, 34, 40, 3, c.dark, 'opacity=".35"'),
  'knitted-pullover': (c) => path(LONG, OWN) + path('M154 76q46 40 92 0l6 10q-52 46-104 0z', c.deep) + times(9, (i) => line(`M142 ${140 + i * 18}q14-10 29 0t29 0 29 0 29 0`, c.light, 4, 'opacity=".5"')) + line('M140 306h120', c.deep, 12),
  'hooded-jacket': (c) => path('M140 110q0-76 60-76t60 76q-60 40-120 0z', c.dark) + path(LONG, OWN) + path('M160 96q40 36 80 0-6-40-40-40t-40 40z', c.deep) + line('M200 116v200', METAL, 5) + path('M150 230l30-10v60h-34zM250 230l-30-10v60h34z', c.dark) + line('M188 118v40M212 118v40', PAPER, 4),
  'rain-jacket': (c) => path('M146 106q0-70 54-70t54 70q-54 40-108 0z', c.dark) + path(LONG, OWN) + path('M164 92q36 34 72 0-4-36-36-36t-36 36z', c.deep) + path('M192 110h16v206h-16z', c.light) + times(4, (i) => disc(200, 140 + i * 44, 5, c.deep)) + times(9, (i) => path(`M${100 + ((i * 67) % 200)} ${150 + ((i * 41) % 140)}q5 8 0 12-5-4 0-12z`, '#dff0fa')),
  jeans: (c) => path(TROUSERS, OWN) + path('M130 70h140l3 26H127z', c.dark) + box(190, 70, 20, 26, 3, c.deep) + disc(200, 83, 5, '#c98a3a') + line('M140 100q20 30 48 26M260 100q-20 30-48 26', '#d9a566', 2.5, 'stroke-dasharray="5 3"') + line('M200 96v50', c.deep, 3) + line('M150 150l-18 160M250 150l18 160', c.light, 6, 'opacity=".35"'),
  'summer-dress': (c) => line('M166 60v30M234 60v30', c.dark, 9) + path('M158 86q42 26 84 0l10 80 60 150q-112 30-224 0l60-150z', OWN) + line('M150 168q50 16 100 0', c.deep, 7) + times(14, (i) => disc(130 + ((i * 53) % 150), 200 + ((i * 31) % 105), 6, i % 2 ? c.light : PAPER)),
  'wool-socks': (c) => moved(-30, 0, 1, path('M150 60h70v150q0 20 40 50 30 24 10 46t-60 4l-60-60V60z', OWN) + box(144, 56, 82, 34, 8, c.deep) + path('M236 256q44 18 36 50-30 20-60 6z', c.light)) + moved(60, 20, 0.9, path('M150 60h70v150q0 20 40 50 30 24 10 46t-60 4l-60-60V60z', c.dark) + box(144, 56, 82, 34, 8, c.base) + line('M150 120h70M150 144h70M150 168h70', c.light, 5)),
  'leather-belt': (c) => oval(200, 210, 130, 84, 'none', `stroke="${c.dark}" stroke-width="40"`) + oval(200, 200, 130, 84, 'none', `stroke="${c.base}" stroke-width="36"`) + oval(200, 200, 130, 84, 'none', `stroke="${c.light}" stroke-width="2" stroke-dasharray="6 5"`) + box(160, 254, 80, 62, 8, 'none', 'stroke="#b9bfc5" stroke-width="11"') + line('M200 286h44', '#d8dde1', 8),
  'knitted-hat': (c) => disc(200, 74, 34, c.light) + path('M80 270q0-180 120-180t120 180z', OWN) + times(8, (i) => line(`M${98 + i * 29} 262q${(3.5 - i) * 10}-100 ${(3.5 - i) * 22}-160`, c.dark, 4, 'opacity=".5"')) + box(70, 250, 260, 60, 20, c.dark) + times(12, (i) => line(`M${86 + i * 21} 258v44`, c.base, 5)),
  scarf: (c) => path('M110 100q90-60 180 0 30 50-20 80t-150 0q-50-40-10-80z', c.dark) + path('M120 110q80-44 160 0 10 24-20 36t-120 0q-30-14-20-36z', OWN) + path('M150 150l60 10-10 170h-64z', OWN) + path('M214 150l54-6 30 150-62 10z', c.light) + times(8, (i) => line(`M${138 + i * 8} 330v20`, c.base, 4)) + line('M142 250h62M140 280h62', c.deep, 7),
  'leather-gloves': (c) => glove(c),
  pyjamas: (c) => moved(0, -20, 0.86, path(LONG, OWN) + buttons(c.deep) + times(6, (i) => line(`M${146 + i * 21} 100v200`, c.light, 3))) + moved(110, 110, 0.66, path(TROUSERS, c.dark) + times(5, (i) => line(`M${132 + i * 32} 80v220`, c.light, 3))),
  'swim-shorts': (c) => path('M90 110h220l28 180h-112L200 190l-26 100H62z', OWN) + box(90, 100, 220, 34, 8, c.dark) + line('M190 120q-14 40-4 60M210 120q14 40 4 60', PAPER, 5) + line('M290 140l22 146M110 140L88 286', c.light, 9),
  'running-shoes': (c) => shoe(OWN, c) + line('M180 196l30-20M200 210l30-20M220 222l28-20', PAPER, 6) + path('M90 250q60-10 120-40', 'none', `stroke="${c.light}" stroke-width="14"`),
  'leather-boots': (c) => path('M150 60h110v160q10 20 60 30 36 10 36 46H140z', OWN) + box(132, 292, 228, 26, 8, c.deep) + times(5, (i) => line(`M246 ${110 + i * 24}h34`, c.light, 5)) + path('M150 60h110v24H150z', c.dark) + line('M160 90v190', c.light, 3, 'opacity=".4"'),
  'house-slippers': (c) => path('M60 250q10-90 130-80 60 10 150 60 20 40-40 50H90q-34 0-30-30z', OWN) + path('M190 172q90 10 150 60-90 20-150-6z', c.dark) + box(60, 276, 280, 18, 9, '#d3a873') + path('M90 220q40-30 90-30l4 30q-50 4-94 0z', c.light),
  sandals: (c) => path('M50 290q-6-40 60-40 120 20 190-10 50 0 50 40 0 20-30 20H80q-30 0-30-10z', '#c49a68') + path('M110 250q10-70 90-90l30 20q-50 30-60 80z', OWN) + path('M210 256q10-50 70-70l20 30q-40 14-50 44z', OWN) + box(176, 176, 30, 22, 5, METAL, 'transform="rotate(-30 190 187)"') + line('M60 300h284', c.deep, 7),
  backpack: (c) => line('M160 90q0-44 40-44t40 44', c.deep, 13) + path('M100 300V150q0-76 100-76t100 76v150q0 20-24 20H124q-24 0-24-20z', OWN) + path('M100 170q100 50 200 0v-20q0-76-100-76t-100 76z', ABOVE) + box(132, 210, 136, 92, 18, c.dark) + line('M144 230h112', c.light, 4) + box(188, 176, 24, 50, 5, '#c98a3a') + box(88, 190, 22, 90, 10, c.deep) + box(290, 190, 22, 90, 10, c.deep),
  'shoulder-bag': (c) => line('M90 190q0-130 110-130t110 130', c.dark, 12) + box(70, 170, 260, 140, 18, OWN) + path('M70 190q0-20 18-20h224q18 0 18 20v40q-130 44-260 0z', ABOVE) + box(184, 232, 32, 34, 6, METAL) + line('M84 296h232', c.light, 2.5, 'stroke-dasharray="6 5"'),
  'travel-bag': (c) => line('M140 160q0-74 60-74t60 74', c.deep, 13) + path('M60 300V200q0-50 50-50h180q50 0 50 50v100q0 16-16 16H76q-16 0-16-16z', OWN) + line('M76 180h248', c.deep, 5) + box(120, 150, 22, 166, 0, c.dark) + box(258, 150, 22, 166, 0, c.dark) + box(160, 230, 80, 56, 8, c.dark),
  wallet: (c) => turned(-8, box(80, 130, 240, 170, 18, OWN) + box(80, 130, 240, 60, 18, ABOVE, 'opacity=".6"') + box(100, 116, 200, 30, 5, '#7fb38a') + box(230, 196, 100, 50, 22, c.dark) + disc(256, 221, 9, METAL) + line('M92 290h216', c.light, 2.5, 'stroke-dasharray="6 5"')),
  umbrella: (c) => line('M200 60v230q0 30-28 30t-28-26', '#6b4a2c', 9) + path('M50 210q10-140 150-140t150 140q-26-26-50 0-26-26-50 0-26-26-50 0-26-26-50 0-26-26-50 0-24-26-50 0z', OWN) + path('M200 70q-60 40-50 140-24-26-50 0 10-100 100-140z', c.light, 'opacity=".45"') + path('M200 70q60 40 50 140 24-26 50 0-10-100-100-140z', c.dark, 'opacity=".45"'),
  suitcase: (c) => line('M160 100V50h80v50', METAL, 9) + box(100, 94, 200, 220, 26, OWN) + times(6, (i) => line(`M${124 + i * 30} 112v184`, c.dark, 5)) + box(180, 190, 40, 26, 5, METAL) + disc(130, 322, 13, '#333') + disc(270, 322, 13, '#333') + shine('M112 120q4-14 14-16v190q-14-2-14-14z', 0.3),
  'wrist-watch': watch(PAPER, '#333'),
  'field-watch': watch('#2c3230', '#f0ead2'),
  'silver-necklace': () => line('M90 70q10 170 110 180t110-180', '#aeb5bc', 4) + line('M90 70q10 170 110 180t110-180', '#fff', 2, 'stroke-dasharray="2 6"') + path('M200 250l34 40-34 44-34-44z', METAL) + path('M200 262l20 28-20 28-20-28z', '#a9d6e6') + disc(200, 250, 8, METAL),
  'ear-studs': (c) => times(2, (i) => moved(i * 130, i * 10, 1, disc(135, 190, 50, METAL) + disc(135, 190, 40, OWN) + path('M135 152l28 22-10 34h-36l-10-34z', c.light, 'opacity=".6"') + disc(120, 174, 8, '#fff', 'opacity=".8"'))) + box(90, 270, 220, 40, 8, PAPER),
  bracelet: (c) => oval(200, 215, 120, 76, 'none', `stroke="${c.deep}" stroke-width="26"`) + times(22, (i) => disc(200 + 120 * Math.cos(i * 0.2856), 208 + 76 * Math.sin(i * 0.2856), 17, i % 5 === 0 ? METAL : OWN)),
  ring: (c) => oval(200, 230, 84, 88, 'none', 'stroke="#c9a24a" stroke-width="24"') + oval(200, 230, 84, 88, 'none', 'stroke="#f3dc9a" stroke-width="5"') + path('M160 110h80l24 30-64 56-64-56z', c.light) + path('M160 110l20 30 20-30 20 30 20-30M136 140h128M180 140l20 56 20-56', 'none', `stroke="#fff" stroke-width="3"`),
  sunglasses: (c) => line('M60 170L40 110M340 170l20-60', c.deep, 10) + path('M60 160h120q10 90-56 90t-64-90zM220 160h120q2 90-64 90t-56-90z', OWN) + path('M72 170h98q6 68-44 68t-54-68zM230 170h98q-4 68-54 68t-44-68z', '#20262d') + path('M84 176h40l-30 40q-10-18-10-40zM242 176h40l-30 40q-10-18-10-40z', '#fff', 'opacity=".22"') + line('M180 172q20-14 40 0', c.base, 11),
  'hand-cream': (c) => turned(-12, path('M140 60h120l-14 210h-92z', OWN) + box(166, 268, 68, 50, 8, c.deep) + box(132, 46, 136, 20, 4, c.light) + path('M158 110h84l-6 100h-72z', PAPER) + text(200, 150, 17, '#555', 'HAND') + text(200, 174, 14, '#888', '75 ml') + leafMark()),
  'shampoo-bar': (c) => box(90, 230, 220, 70, 14, WOOD) + box(110, 150, 180, 96, 34, OWN) + text(200, 206, 24, c.deep, 'rosemary') + times(7, (i) => disc(90 + i * 36, 132 - (i % 3) * 22, 9 + (i % 3) * 5, '#fff', 'opacity=".6" stroke="#cfe2ea" stroke-width="1.5"')),
  'shaving-set': () => turned(-14, box(120, 170, 18, 150, 8, METAL) + box(88, 140, 82, 34, 8, METAL)) + path('M236 60h76l-10 100h-56z', '#efe6d3') + times(6, (i) => line(`M${246 + i * 11} 66v88`, '#b9a88a', 2)) + box(240, 156, 68, 24, 6, METAL) + path('M252 180h44l14 130h-72z', BLACK),
  'electric-toothbrush': (c) => turned(12, box(172, 140, 56, 190, 26, OWN) + box(190, 80, 20, 70, 6, PAPER) + box(180, 40, 40, 46, 12, PAPER) + times(4, (i) => box(184 + i * 9, 34, 6, 22, 2, i % 2 ? '#7fb8e0' : '#fff')) + disc(200, 190, 13, c.light) + disc(200, 224, 5, '#8fe8b0')),
  'hair-dryer': (c) => path('M200 200l30 120h-54l-24-110z', OWN) + path('M90 130q0-54 70-54h120v110H160q-70 0-70-56z', OWN) + box(276, 92, 46, 78, 6, c.deep) + disc(140, 131, 34, c.deep) + times(4, (i) => line(`M118 ${116 + i * 10}h44`, c.light, 3)) + box(186, 230, 16, 40, 6, c.light) + line('M200 320q0 40 60 40', '#333', 8),
  'hair-clipper': (c) => turned(18, box(150, 90, 100, 240, 40, OWN) + box(140, 50, 120, 50, 6, METAL) + times(11, (i) => box(144 + i * 10.5, 34, 6, 22, 2, '#8c949c')) + box(184, 150, 32, 70, 14, c.deep) + disc(200, 172, 9, c.light)),
  'make-up-mirror': (c) => disc(200, 160, 112, OWN) + disc(200, 160, 94, '#dcebf2') + shine('M140 120l60-40 20 10-70 60zM150 200l100-80 10 14-96 80z', 0.6) + times(12, (i) => turned(i * 30, disc(200, 57, 5, '#fff6cf'), 200, 160)) + box(190, 272, 20, 36, 4, METAL) + oval(200, 314, 70, 14, c.deep),
  'eau-de-parfum': (c) => box(172, 60, 56, 50, 6, BLACK) + box(184, 108, 32, 24, 3, METAL) + box(110, 130, 180, 180, 20, GLASS) + box(122, 180, 156, 120, 14, OWN, 'opacity=".75"') + box(150, 200, 100, 62, 3, PAPER) + text(200, 230, 18, '#444', 'No. 7') + text(200, 250, 11, '#777', 'eau de parfum') + shine('M120 142h14v156q-14-2-14-14z', 0.6) + line('M120 178h160', c.light, 2),
  'nail-care-set': (c) => box(60, 90, 280, 210, 22, OWN) + box(76, 106, 248, 178, 14, c.deep) + turned(10, box(110, 130, 14, 130, 4, METAL)) + box(150, 126, 12, 140, 3, METAL) + box(186, 126, 22, 140, 4, '#e3a7b4') + line('M240 140l20 110M270 140l-20 110', '#c8ced4', 8) + disc(240, 264, 15, 'none', 'stroke="#c8ced4" stroke-width="7"') + disc(276, 264, 15, 'none', 'stroke="#c8ced4" stroke-width="7"'),
  'sun-cream': bottle('#e98f2f', 'SPF 50'),
};

function shoe(fill: string, c: Ink): string {
  return (
    path('M70 170q20 20 60 0 20-10 34 14 40 46 120 54 66 6 66 44v18H60q-14-70 10-130z', fill) +
    path('M56 286h296q4 32-26 34H86q-30 0-30-34z', PAPER) +
    path('M56 286h296v10H56z', c.deep) +
    path('M70 170q16 18 52 2l-4 40q-40 8-58-6z', c.dark)
  );
}

function leafMark(): string {
  return path('M200 206q-20-14-6-26 20 2 16 26z', '#7fa86f');
}
