import {
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

type Draw = (ink: Ink) => string;

const pot = (y: number, w: number, h: number, fill: string): string =>
  path(`M${200 - w} ${y}h${w * 2}v${h - 20}q0 20-20 20H${220 - w}q-20 0-20-20z`, fill) +
  oval(200, y, w, 14, '#7b828a') +
  oval(200, y, w - 8, 9, '#3b4046');
const leaf = (x: number, y: number, degrees: number): string =>
  turned(
    degrees,
    path(`M${x} ${y}q-26-40 0-80 26 40 0 80z`, '#5f9a5b') + line(`M${x} ${y}v-70`, '#3f7444', 2),
    x,
    y,
  );
const flame =
  path('M200 96q18 22 0 40-18-18 0-40z', '#f6a93b') + path('M200 112q8 12 0 22-8-10 0-22z', '#fff2b0');
const frame: Draw = () =>
  box(90, 60, 220, 260, 6, WOOD) +
  box(110, 80, 180, 220, 3, PAPER) +
  box(134, 106, 132, 168, 2, '#cfe2ea') +
  path('M134 274v-50l44-50 38 46 20-20 30 34v40z', '#7fa58b') +
  disc(232, 138, 15, '#f4c95d');

// Short strokes side by side read better than one a line.
// prettier-ignore
export const HOME: Readonly<Record<string, Draw>> = {
  "chef-s-knife": () => turned(-38, path('M40 200q120-46 210-10l4 34H60q-20-8-20-24z', METAL) + line('M44 206q100-26 204-6', '#fff', 2, 'opacity=".7"') + box(250, 188, 120, 36, 12, BLACK) + times(3, (i) => disc(276 + i * 34, 206, 5, METAL))),
  'cast-iron-pan': () => turned(-30, box(266, 186, 130, 28, 14, '#2f3236') + disc(382, 200, 7, '#f3efe6')) + disc(180, 210, 116, '#2f3236') + disc(180, 210, 100, '#3b3f45') + disc(180, 210, 90, '#26292d') + shine('M110 170q20-40 70-46-44 22-52 70z', 0.12),
  'saucepan-set': () => moved(90, 120, 0.62, pot(150, 110, 150, METAL) + box(306, 176, 120, 18, 9, BLACK)) + moved(-10, 20, 0.9, pot(190, 96, 140, METAL) + box(292, 216, 110, 18, 9, BLACK) + oval(200, 186, 100, 16, '#cfd5da') + disc(200, 166, 12, BLACK)),
  'espresso-maker': (c) => path('M140 190l20-80h84l20 80z', OWN) + path('M264 140q50 0 40 70l-18-6q8-40-24-44z', BLACK) + box(186, 76, 34, 16, 8, BLACK) + path('M150 112q52-26 104 0z', c.light) + box(132, 188, 140, 18, 6, c.deep) + path('M140 206h124l20 110H120z', OWN) + path('M140 120l-26-16 34-4z', c.dark) + shine('M156 214h18l-12 96h-22z', 0.35),
  'coffee-grinder': (c) => line('M200 96h76', '#555', 9) + disc(284, 92, 14, WOOD) + path('M150 110q50-40 100 0l-12 70h-76z', METAL) + box(136, 180, 128, 30, 6, WOOD) + box(130, 208, 140, 104, 8, OWN) + box(150, 240, 100, 50, 4, c.dark) + disc(200, 265, 8, METAL),
  'electric-kettle': (c) => path('M140 130q60-50 120 0l22 180H118z', OWN) + path('M272 150q66 10 48 120l-26 10q30-96-14-104z', BLACK) + path('M142 140l-40 26 34 16z', c.dark) + oval(200, 112, 34, 12, c.deep) + box(112, 304, 176, 16, 6, BLACK) + shine('M160 140q8-12 18-14l-16 170h-18z', 0.35),
  toaster: (c) => path('M150 130V92q0-16 50-16t50 16v38z', '#d9a566') + path('M158 130V96q0-10 42-10t42 10v34z', '#f0d19b') + box(70, 130, 260, 160, 40, OWN) + box(110, 124, 180, 14, 7, c.deep) + box(312, 180, 30, 16, 6, BLACK) + disc(120, 250, 15, METAL) + box(90, 284, 40, 16, 5, c.deep) + box(270, 284, 40, 16, 5, c.deep) + shine('M90 160q10-16 40-16v110q-34 0-40-20z', 0.25),
  'hand-blender': (c) => turned(24, box(170, 40, 60, 150, 30, OWN) + disc(200, 84, 12, c.light) + disc(200, 120, 9, c.deep) + box(186, 188, 28, 100, 6, METAL) + path('M160 320q0-38 40-38t40 38z', METAL)),
  'kitchen-scales': (c) => oval(200, 150, 96, 22, METAL) + path('M104 150q10 54 96 54t96-54q-96 30-192 0z', '#9aa1a8') + box(90, 210, 220, 100, 22, OWN) + box(140, 238, 120, 44, 8, '#dfe8d8') + text(200, 272, 32, '#222', '250 g') + disc(112, 260, 8, c.light) + disc(288, 260, 8, c.light),
  'cutting-board': () => turned(-8, box(80, 100, 220, 210, 22, WOOD) + box(150, 66, 80, 50, 20, WOOD) + disc(190, 88, 12, '#f3efe6') + times(6, (i) => line(`M92 ${136 + i * 28}q100 ${i % 2 ? 10 : -10} 196 0`, '#9c7440', 2, 'opacity=".45"'))) + disc(240, 230, 34, '#d94f3d') + path('M240 200q4-14 16-14-2 14-16 14z', '#5f9a5b'),
  'storage-jars': () => times(3, (i) => moved(50 + i * 104, 110 + (2 - i) * 26, 1 - (2 - i) * 0.1, box(0, 30, 92, 170, 16, GLASS) + path(`M6 ${90 + i * 14}h80v86q0 18-16 18H22q-16 0-16-18z`, ['#d8b26a', '#8a5a36', '#c94f3a'][i] ?? '#d8b26a') + box(8, 6, 76, 32, 10, WOOD) + shine('M14 50h10v130h-10z', 0.5))),
  'lunch-box': (c) => box(70, 150, 260, 150, 26, OWN) + path('M70 190q0-50 30-50h200q30 0 30 50z', c.light) + box(66, 184, 268, 14, 7, c.deep) + box(176, 174, 48, 40, 8, c.dark) + shine('M92 214h16v70q-14 0-16-14z', 0.3),
  'tea-towels': (c) => path('M110 70h130v230q-66 20-130 0z', OWN) + times(5, (i) => line(`M110 ${110 + i * 38}h130`, i % 2 ? PAPER : c.deep, 7)) + path('M200 90h110v220q-56 14-110 0z', PAPER) + times(4, (i) => line(`M${220 + i * 24} 92v220`, c.base, 6)) + times(4, (i) => line(`M200 ${130 + i * 44}h110`, c.base, 6, 'opacity=".6"')),
  'vegetable-slicer': (c) => turned(-30, box(80, 150, 260, 100, 16, OWN) + box(150, 162, 90, 76, 4, METAL) + times(5, (i) => line(`M160 ${172 + i * 14}h70`, '#7b828a', 3)) + box(40, 180, 60, 40, 18, c.deep)) + disc(280, 250, 38, '#e68a3c') + disc(280, 250, 28, '#f3a65a'),
  'bed-linen': (c) => path('M50 210q150-50 300 0v90q-150 30-300 0z', OWN) + path('M50 240q150-40 300 0v20q-150-40-300 0z', c.light) + path('M70 200q0-70 70-66t60 62q-70-10-130 4z', PAPER) + path('M200 196q0-60 66-62t64 66q-60-14-130-4z', '#efe9dd') + line('M60 280q140 26 280 0', c.dark, 3),
  'bath-towel-set': (c) => times(4, (i) => box(80 + i * 6, 256 - i * 50, 240 - i * 12, 48, 22, i % 2 ? c.light : OWN) + line(`M${94 + i * 6} ${282 - i * 50}h${212 - i * 12}`, c.dark, 3, 'opacity=".4"')) + line('M130 92q70 16 140 0', c.deep, 3, 'opacity=".5"'),
  'table-lamp': (c) => path('M140 60h120l36 116H104z', OWN) + path('M140 60h120l36 116H104z', 'url(#l)') + box(192, 176, 16, 110, 4, METAL) + oval(200, 300, 62, 18, c.deep) + oval(200, 293, 62, 18, WOOD),
  'floor-lamp': (c) => line('M150 320V110q0-50 60-50h20', c.dark, 9) + path('M200 60h70l36 70H166z', OWN) + path('M200 60h70l36 70H166z', 'url(#l)') + oval(150, 322, 54, 13, c.deep) + path('M170 132h130l60 190H150z', '#fff3c4', 'opacity=".28"'),
  'wall-clock': (c) => disc(200, 200, 130, OWN) + disc(200, 200, 112, PAPER) + times(12, (i) => turned(i * 30, box(197, 98, 6, i % 3 === 0 ? 24 : 13, 2, '#444'))) + line('M200 200L200 132', '#333', 8) + line('M200 200L250 226', '#333', 6) + line('M200 214L186 118', '#d2452f', 2.5) + disc(200, 200, 8, c.deep),
  'cushion-cover': (c) => path('M80 100q120 24 240 0 -22 110 0 210-120-24-240 0 22-110 0-210z', OWN) + times(5, (i) => line(`M${116 + i * 42} 116q-8 90 0 180`, c.light, 4, 'opacity=".6"')) + line('M86 106q114 22 228 0', c.deep, 3),
  'wool-blanket': (c) => path('M90 80h220v180q-110 30-220 0z', OWN) + times(4, (i) => line(`M90 ${110 + i * 44}h220`, i % 2 ? c.light : c.deep, 10, 'opacity=".7"') + line(`M${120 + i * 52} 82v186`, c.light, 8, 'opacity=".4"')) + times(18, (i) => line(`M${94 + i * 12.5} ${262 + Math.sin((i / 17) * 3.14) * 14}v24`, c.base, 4)),
  rug: (c) => path('M40 280l60-150h200l60 150z', OWN) + path('M74 264l42-118h168l42 118z', c.dark) + path('M112 246l24-82h128l24 82z', c.light) + path('M200 170l44 36-44 34-44-34z', c.deep) + times(16, (i) => line(`M${44 + i * 20.8} 280v14`, c.light, 3)),
  curtains: (c) => box(50, 66, 300, 10, 5, WOOD) + disc(50, 71, 11, WOOD) + disc(350, 71, 11, WOOD) + box(120, 76, 160, 230, 0, '#dcebf2') + times(5, (i) => path(`M${64 + i * 18} 74h20q-6 130 4 246h-30q10-120 6-246z`, i % 2 ? c.dark : OWN) + path(`M${244 + i * 18} 74h20q-6 130 4 246h-30q10-120 6-246z`, i % 2 ? c.dark : OWN)),
  'picture-frame': frame,
  'shoe-rack': (c) => times(3, (i) => box(70, 120 + i * 80, 260, 12, 4, OWN)) + box(70, 110, 12, 210, 4, c.dark) + box(318, 110, 12, 210, 4, c.dark) + times(2, (j) => times(3, (i) => path(`M${100 + i * 74} ${120 + j * 80}v-26q12-8 18 4 22 4 30 14v8z`, ['#b5654a', '#47688f', '#5d7a52', '#3a3f46', '#c2903c', '#8a6d9c'][i + j * 3] ?? '#47688f'))),
  'laundry-basket': (c) => path('M100 130h200l-20 180H120z', OWN) + times(6, (i) => line(`M${104 + i * 3} ${156 + i * 26}h${192 - i * 6}`, c.dark, 5)) + times(6, (i) => line(`M${128 + i * 29} 136v170`, c.light, 3, 'opacity=".6"')) + path('M110 130q30-50 80-30t100 30z', PAPER) + box(94, 122, 212, 18, 9, c.deep),
  'clothes-hangers': (c) => times(3, (i) => moved(i * 22 - 20, i * 46 - 30, 1, line('M200 130q0-14 12-20 14-14-4-28-18-4-20 14', METAL, 6) + line('M200 130L90 200q-14 14 6 16h208q20-2 6-16z', i % 2 ? c.light : c.base, 14))),
  'room-thermometer': (c) => box(120, 90, 160, 220, 30, OWN) + box(138, 110, 124, 130, 14, '#e8efe2') + text(200, 172, 46, '#222', '21.5°') + text(200, 218, 30, '#4a6', '48 %') + disc(200, 274, 14, c.deep),
  'scented-candle': (c) => box(124, 150, 152, 160, 18, GLASS) + box(132, 176, 136, 128, 14, OWN) + oval(200, 178, 68, 16, c.light) + line('M200 178v-36', '#444', 3) + flame + box(152, 220, 96, 50, 4, PAPER) + text(200, 252, 18, '#555', 'cedar'),
  'garden-shears': (c) => turned(20, path('M196 40q22 60 8 150l-18-4q-10-80 10-146z', METAL) + path('M214 50q24 60-16 140l14 8q50-70 2-148z', '#9aa1a8') + disc(200, 196, 11, '#555') + line('M194 204q-40 40-34 120', c.base, 24) + line('M208 204q46 36 42 120', c.base, 24)),
  'watering-can': (c) => path('M120 170h150l-12 140H132z', OWN) + line('M266 200q70 0 80 60', c.base, 0) + path('M126 220L60 130l22-14 50 62z', OWN) + oval(66, 120, 28, 11, c.deep, 'transform="rotate(-36 66 120)"') + line('M150 170q0-80 90-66t30 160', c.dark, 14) + oval(195, 170, 75, 13, c.deep),
  'garden-hose': (c) => times(5, (i) => oval(190, 230 - i * 14, 120 - i * 3, 46, 'none', `stroke="${i % 2 ? c.light : c.base}" stroke-width="15"`)) + line('M300 210q60 30 40 100', c.base, 15) + box(326, 300, 28, 36, 5, '#e0a83a'),
  'raised-bed': () => times(3, (i) => leaf(110 + i * 90, 190, -16) + leaf(126 + i * 90, 190, 18)) + box(50, 180, 300, 40, 4, '#5a4030') + times(3, (i) => box(46, 200 + i * 36, 308, 32, 4, WOOD)) + box(46, 196, 18, 116, 3, '#9c7440') + box(336, 196, 18, 116, 3, '#9c7440'),
  'bird-feeder': () => line('M200 40v40', '#777', 4) + path('M90 150L200 76l110 74z', OWN) + box(130, 150, 140, 110, 4, GLASS) + path('M132 200h136v58H132z', '#c9a45c') + box(100, 258, 200, 18, 6, WOOD) + disc(286, 236, 18, '#c9533d') + disc(298, 218, 11, '#4a4f57') + path('M308 216l14 4-14 5z', '#e0a83a'),
  'solar-lights': (c) => times(3, (i) => moved(60 + i * 100, 90 + (i % 2) * 30, 0.9, box(36, 90, 8, 140, 2, METAL) + path('M10 30h60l-8 70H18z', GLASS) + disc(40, 64, 22, '#ffe9a8') + disc(40, 64, 44, '#fff0b8', 'opacity=".35"') + box(4, 16, 72, 18, 6, c.deep) + path('M32 228h16l-8 20z', '#777'))),
  'plant-pots': (c) => leaf(150, 190, -30) + leaf(150, 190, 0) + leaf(150, 190, 30) + path('M90 180h120l-16 130H106z', OWN) + box(84, 170, 132, 26, 6, c.light) + leaf(274, 220, -20) + leaf(274, 220, 20) + path('M226 216h96l-12 94h-72z', c.dark) + box(220, 208, 108, 20, 5, c.base),
  'seed-collection': () => times(4, (i) => turned(-18 + i * 12, box(130, 100, 110, 160, 6, PAPER) + box(130, 100, 110, 34, 6, ['#5f9a5b', '#d2452f', '#e0a83a', '#8a6d9c'][i] ?? '#5f9a5b') + disc(185, 196, 28, ['#86b86f', '#e06a4a', '#f0c35a', '#a98bc0'][i] ?? '#86b86f') + path('M185 170q6-18 18-18-2 16-18 18z', '#4f8a4c'), 190, 330)),
  hammock: (c) => box(40, 60, 14, 260, 6, WOOD) + box(346, 60, 14, 260, 6, WOOD) + line('M48 110L110 200M48 110l90 100M352 110l-62 90M352 110l-90 100', '#c9b48a', 4) + path('M104 196q96 130 192 0 0 90-96 90t-96-90z', OWN) + times(4, (i) => line(`M${124 + i * 44} 226q10 30 8 46`, c.light, 6, 'opacity=".7"')),
  'garden-gloves': (c) => turned(-10, path('M150 320V250q-50-40-62-74-6-22 12-24 14 0 24 22l14 20V96q0-18 15-18t15 18v70-96q0-18 16-18t16 18v96-84q0-17 15-17t15 17v94-60q0-16 14-16t14 16v130q0 60-24 88z', OWN)) + box(146, 296, 110, 40, 10, c.deep) + times(6, (i) => disc(160 + (i % 3) * 30, 200 + Math.floor(i / 3) * 34, 6, c.light)),
  'dog-lead': (c) => line('M110 120q-60 90 40 110t90 50-100 40', c.base, 15) + line('M110 120q-60 90 40 110t90 50-100 40', c.light, 3, 'stroke-dasharray="7 6"') + line('M110 120q30-70 80-30t-60 60z', c.dark, 15) + box(112, 306, 40, 24, 8, METAL) + oval(96, 318, 20, 14, 'none', 'stroke="#9aa1a8" stroke-width="8"'),
  'dog-bed': (c) => oval(200, 250, 150, 72, c.deep) + oval(200, 232, 150, 70, OWN) + oval(200, 226, 104, 42, c.light) + path('M170 226q30-20 60 0-30 22-60 0z', PAPER, 'opacity=".7"') + disc(170, 220, 9, PAPER) + disc(230, 220, 9, PAPER) + disc(170, 232, 9, PAPER) + disc(230, 232, 9, PAPER),
  'cat-tree': (c) => box(90, 300, 220, 20, 6, c.deep) + box(130, 120, 28, 184, 4, '#d3b483') + box(246, 190, 28, 114, 4, '#d3b483') + times(16, (i) => line(`M130 ${130 + i * 11}h28`, '#a98a58', 2)) + times(9, (i) => line(`M246 ${200 + i * 11}h28`, '#a98a58', 2)) + box(84, 104, 120, 22, 11, OWN) + box(206, 176, 108, 22, 11, OWN) + disc(144, 78, 26, '#555') + path('M122 66l4-24 16 14zM166 66l-4-24-16 14z', '#555') + disc(136, 76, 3, '#c9f26b') + disc(152, 76, 3, '#c9f26b'),
  'pet-fountain': (c) => path('M100 200h200l-16 110H116z', OWN) + oval(200, 200, 100, 28, '#bfe0ee') + oval(200, 200, 100, 28, 'none', `stroke="${c.light}" stroke-width="8"`) + path('M180 190q0-60 20-60t20 60z', '#d8eef7') + line('M200 136q-30 10-34 60M200 136q30 10 34 60', '#a7d3e6', 6),
  'cat-flap': (c) => box(90, 70, 220, 250, 20, OWN) + box(124, 110, 152, 170, 30, c.deep) + box(134, 120, 132, 150, 24, GLASS) + disc(200, 296, 9, '#8fe8b0') + path('M170 200l6-40 16 18h18l16-18 6 40q-30 30-62 0z', '#444', 'opacity=".7"'),
  'aquarium-pump': () => path('M70 120h260v180H70z', '#cfe8f2') + path('M70 150h260v150H70z', '#8cc4dd', 'opacity=".7"') + box(130, 190, 90, 100, 16, BLACK) + times(5, (i) => line(`M146 ${216 + i * 14}h58`, '#555', 4)) + box(212, 206, 30, 18, 6, '#444') + times(6, (i) => disc(262 + (i % 3) * 18, 200 - i * 8, 5 + (i % 3) * 2, '#fff', 'opacity=".7"')) + box(64, 110, 272, 12, 4, '#777'),
  'pet-brush': (c) => turned(-30, box(186, 200, 28, 140, 14, OWN) + box(130, 70, 140, 140, 30, OWN) + times(5, (j) => times(6, (i) => line(`M${150 + i * 20} ${92 + j * 22}v12`, '#e8ebee', 4))) + disc(200, 236, 8, c.deep)),
  'travel-crate': (c) => line('M150 130q0-40 50-40t50 40', c.deep, 14) + box(60, 130, 280, 180, 28, OWN) + box(96, 160, 110, 120, 14, '#2c3036') + times(5, (i) => line(`M${112 + i * 20} 164v112`, '#aab0b7', 5)) + times(4, (i) => box(232, 166 + i * 28, 84, 12, 6, c.deep)) + box(60, 214, 280, 8, 0, c.light),
};
