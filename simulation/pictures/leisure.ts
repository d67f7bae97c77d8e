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

type Draw = (ink: Ink) => string;

const GAY = ['#d2452f', '#e0a83a', '#5f9a5b', '#47688f', '#8a6d9c', '#e07f9a'];
const gay = (i: number): string => GAY[i % GAY.length] ?? '#47688f';
const block = (x: number, y: number, fill: string): string =>
  box(x, y, 84, 60, 6, fill) +
  times(2, (i) => box(x + 12 + i * 36, y - 12, 24, 14, 4, fill)) +
  shine(`M${x + 6} ${y + 6}h72v10h-72z`, 0.25);

// Short strokes side by side read better than one a line.
// prettier-ignore
export const LEISURE: Readonly<Record<string, Draw>> = {
  'building-blocks': () => block(70, 250, gay(0)) + block(160, 250, gay(3)) + block(250, 250, gay(1)) + block(114, 184, gay(2)) + block(206, 184, gay(4)) + block(160, 118, gay(5)),
  'wooden-train': () => line('M30 310h340', '#b89a66', 8) + box(60, 210, 110, 80, 10, '#d2452f') + box(66, 160, 60, 56, 6, '#e0a83a') + box(140, 180, 24, 34, 5, '#3a3f46') + box(186, 240, 84, 50, 8, '#5f9a5b') + box(286, 240, 84, 50, 8, '#47688f') + times(6, (i) => disc(86 + i * 54, 296, 19, WOOD) + disc(86 + i * 54, 296, 6, '#7a5a30')) + line('M168 270h20M268 270h20', '#444', 6) + times(3, (i) => disc(300 - i * 34, 226, 13, gay(i + 3))),
  'board-game': () => box(60, 80, 280, 240, 10, '#2f5d46') + times(5, (j) => times(5, (i) => box(80 + i * 49, 98 + j * 42, 44, 37, 4, (i + j) % 2 ? '#e9dcc0' : gay(i + j)))) + turned(20, box(250, 230, 56, 56, 10, PAPER) + times(5, (i) => disc(264 + (i % 2) * 28 + (i === 4 ? 14 : 0), 244 + Math.floor(i / 2) * 28 - (i === 4 ? 42 - 0 : 0), 5, '#333')), 278, 258) + path('M120 200q-4-26 12-30 16 4 12 30l10 26h-44z', '#d2452f'),
  'jigsaw-puzzle': () => times(3, (j) => times(4, (i) => box(70 + i * 66, 110 + j * 62, 63, 59, 6, ['#8cc4dd', '#a9d3a0', '#f0c35a', '#7fa58b'][(i + j * 2) % 4] ?? '#8cc4dd') + disc(133 + i * 66, 140 + j * 62, 11, ['#8cc4dd', '#a9d3a0', '#f0c35a', '#7fa58b'][(i + j * 2) % 4] ?? '#8cc4dd'))) + turned(24, box(250, 240, 70, 66, 6, '#e07f5a') + disc(320, 272, 12, '#e07f5a'), 285, 270),
  doll: (c) => path('M140 180h120l40 130H100z', OWN) + line('M146 196l-36 60M254 196l36 60', '#e9bd98', 18) + disc(200, 120, 62, '#f1c9a5') + path('M136 126q-6-86 64-86t64 86q-20-40-64-44-44 4-64 44z', '#6b4a2c') + disc(180, 124, 6, '#333') + disc(220, 124, 6, '#333') + line('M184 148q16 12 32 0', '#b5504a', 4) + times(3, (i) => disc(200, 206 + i * 30, 6, c.light)),
  'remote-control-car': (c) => path('M50 250q10-50 70-54l40-50h100l50 50q50 6 50 54v20H50z', OWN) + path('M176 160h40v36h-62zM228 160h30l36 36h-66z', '#cfe8f2') + disc(120, 280, 38, BLACK) + disc(120, 280, 16, METAL) + disc(290, 280, 38, BLACK) + disc(290, 280, 16, METAL) + line('M300 196l20-80', '#555', 4) + path('M60 230h50v12H60z', c.light) + text(232, 250, 32, PAPER, '7'),
  'plush-bear': (c) => disc(130, 90, 30, c.dark) + disc(270, 90, 30, c.dark) + oval(200, 270, 88, 76, OWN) + disc(112, 230, 32, OWN) + disc(288, 230, 32, OWN) + disc(140, 322, 34, c.dark) + disc(260, 322, 34, c.dark) + disc(200, 140, 84, OWN) + oval(200, 168, 38, 30, c.light) + oval(200, 156, 14, 10, '#2b2422') + disc(170, 126, 8, '#2b2422') + disc(230, 126, 8, '#2b2422') + line('M200 166v12q-14 10-22 2M200 178q14 10 22 2', '#2b2422', 3) + oval(200, 280, 46, 42, c.light, 'opacity=".6"'),
  kite: (c) => line('M200 260q40 30 0 60t20 60', '#777', 3) + path('M200 40l90 110-90 120-90-120z', OWN) + path('M200 40v230l90-120z', c.light) + path('M110 150h180l-90 120z', c.dark, 'opacity=".5"') + line('M200 40v230M110 150h180', '#7a5a30', 4) + times(3, (i) => path(`M${206 + (i % 2) * 14} ${292 + i * 26}l-18-10v20zM${206 + (i % 2) * 14} ${292 + i * 26}l18-10v20z`, gay(i))),
  'craft-set': () => box(60, 150, 280, 160, 14, WOOD) + box(74, 164, 252, 132, 8, PAPER) + times(6, (i) => box(88 + i * 40, 92, 22, 110, 6, gay(i)) + path(`M${88 + i * 40} 92h22l-11-24z`, '#f1dfc0')) + disc(120, 250, 26, gay(5)) + box(164, 226, 60, 52, 4, gay(2)) + path('M250 280l30-56 30 56z', gay(1)),
  'marble-run': () => line('M80 110L300 160', '#d9b383', 16) + line('M310 190L100 240', '#d9b383', 16) + line('M90 270L300 312', '#d9b383', 16) + box(70, 80, 16, 250, 4, gay(0)) + box(310, 120, 16, 210, 4, gay(3)) + disc(140, 106, 17, '#7fb8e0') + disc(240, 190, 17, gay(1)) + disc(180, 270, 17, gay(4)) + shine('M132 98q6-6 12-4-4 6-12 8z', 0.8),
  'baby-carrier': (c) => line('M150 60q-60 60-20 150M250 60q60 60 20 150', c.dark, 26) + path('M130 130q70 30 140 0l14 120q-30 70-84 70t-84-70z', OWN) + path('M146 150q54 22 108 0l6 70q-60 26-120 0z', c.light) + box(70, 250, 260, 34, 14, c.deep) + box(182, 256, 36, 22, 5, METAL) + path('M200 180q-18-20-28-4 2 18 28 34 26-16 28-34-10-16-28 4z', PAPER),
  'changing-mat': (c) => path('M80 90q120-30 240 0v200q-120 30-240 0z', OWN) + path('M110 116q90-20 180 0v150q-90 20-180 0z', c.light) + times(8, (i) => path(`M${140 + (i % 4) * 40} ${150 + Math.floor(i / 4) * 70}l8 14 16 2-12 10 4 16-16-8-14 8 4-16-12-10 16-2z`, PAPER, 'opacity=".8"')),
  'night-light': (c) => disc(200, 200, 150, '#fff0b8', 'opacity=".4"') + path('M120 250q-20-160 80-160t80 160z', '#fff3c8') + path('M136 130l-20-60 50 34zM264 130l20-60-50 34z', '#fff3c8') + disc(170, 170, 9, '#444') + disc(230, 170, 9, '#444') + path('M192 190h16l-8 10z', '#d98a6a') + box(110, 246, 180, 56, 24, OWN) + disc(200, 274, 10, c.light),
  'baby-blanket': (c) => path('M80 120l200-30 50 190-210 40z', OWN) + path('M280 90l50 190-40 8-40-180z', c.light) + times(12, (i) => disc(120 + (i % 4) * 44, 150 + Math.floor(i / 4) * 52, 10, PAPER, 'opacity=".75"')) + line('M86 126l196-30', c.dark, 4, 'stroke-dasharray="6 5"'),
  'bottle-warmer': (c) => box(170, 60, 60, 40, 10, '#e8b06a') + path('M166 100h68l10 120h-88z', GLASS) + path('M160 150h80l6 80h-92z', '#fffaf0') + path('M120 200h160l16 110H104z', OWN) + oval(200, 200, 80, 16, c.deep) + disc(200, 264, 22, c.light) + line('M200 264v-14', c.deep, 4) + times(4, (i) => line(`M${168 + i * 20} 128h12`, '#9ac', 2)),
  'stroller-organiser': (c) => line('M60 120h280', '#555', 16) + line('M110 116v60M290 116v60', c.deep, 16) + box(70, 170, 260, 130, 20, OWN) + box(84, 200, 74, 90, 12, c.dark) + box(242, 200, 74, 90, 12, c.dark) + box(176, 186, 50, 96, 8, c.light) + box(100, 140, 42, 80, 10, '#7fb8e0') + box(108, 126, 26, 18, 5, PAPER),
  'yoga-mat': (c) => path('M60 290L150 250h200l-60 54H70q-14-4-10-14z', OWN) + oval(110, 240, 60, 62, c.dark) + oval(104, 240, 60, 62, OWN) + times(5, (i) => oval(104, 240, 50 - i * 10, 52 - i * 10.500, 'none', `stroke="${i % 2 ? c.light : c.deep}" stroke-width="4"`)) + path('M104 178h150q40 30 0 72l-90 52h-60z', ABOVE, 'opacity=".55"') + box(196, 182, 20, 96, 4, c.deep),
  'dumbbell-pair': () => times(2, (i) => moved(i * 20, i * 110 - 40, 1, box(130, 186, 140, 24, 6, METAL) + times(8, (j) => line(`M${150 + j * 14} 188v20`, '#7d858d', 2)) + box(80, 140, 34, 116, 10, BLACK) + box(112, 154, 24, 88, 6, '#4a4f57') + box(286, 140, 34, 116, 10, BLACK) + box(264, 154, 24, 88, 6, '#4a4f57'))),
  'bicycle-helmet': (c) => path('M60 240q0-140 150-140 120 0 140 120 0 24-30 24H90q-30 10-30-4z', OWN) + path('M120 150q60-40 120-20l-20 30q-60-10-90 16zM110 200q80-30 170-10l-6 26q-90-10-160 8z', c.deep) + path('M270 140q40 20 50 60l-26 6q-10-30-40-46z', c.deep) + line('M120 246q30 70 80 70M280 244q-30 70-80 72', '#333', 7) + box(186, 306, 28, 18, 4, '#333'),
  'bicycle-lights': () => path('M140 170L20 110v180z', '#fff6c8', 'opacity=".6"') + box(110, 130, 110, 90, 26, BLACK) + disc(134, 175, 36, METAL) + disc(134, 175, 26, '#fffbe0') + box(240, 190, 100, 100, 26, BLACK) + box(256, 206, 68, 68, 14, '#d2302a') + times(9, (i) => disc(272 + (i % 3) * 18, 222 + Math.floor(i / 3) * 18, 6, '#ff8a7a')),
  'bicycle-lock': (c) => path('M110 220V150q0-84 90-84t90 84v70h-34v-70q0-50-56-50t-56 50v70z', METAL) + box(84, 210, 232, 100, 24, OWN) + disc(200, 252, 17, c.deep) + box(194, 254, 12, 32, 5, c.deep) + line('M100 226h200', c.light, 3),
  tent: (c) => path('M30 300L180 100l190 200z', OWN) + path('M180 100L120 300H30z', c.dark) + path('M180 100l40 200H130z', c.deep) + path('M180 100l-8 200H130z', '#f0d9a0') + line('M180 100l-4-20', '#555', 5) + line('M30 300l-14 14M370 300l16 14', '#777', 4) + path('M10 314h380v8H10z', '#7fa06a'),
  'sleeping-bag': (c) => path('M130 80q70-50 140 0 30 120 0 220-70 40-140 0-30-100 0-220z', OWN) + path('M148 92q52-36 104 0 10 40-4 62-48 20-96 0-14-22-4-62z', c.deep) + times(5, (i) => line(`M118 ${186 + i * 26}q82 26 164 0`, c.dark, 4)) + line('M262 110q24 90 6 180', METAL, 5) + oval(200, 116, 36, 18, PAPER),
  'hiking-poles': (c) => times(2, (i) => turned(i === 0 ? 10 : -10, box(196, 110, 8, 220, 3, METAL) + box(188, 50, 24, 80, 11, OWN) + line('M200 60q-40 10-20 50', '#333', 5) + oval(200, 306, 22, 7, c.deep) + path('M196 326h8l-4 22z', '#555'), 200 + (i - 0.5) * 60, 300)),
  'water-bottle': (c) => box(172, 50, 56, 44, 10, BLACK) + line('M182 54q18-30 36 0', '#444', 9) + path('M150 130q0-34 24-38h52q24 4 24 38v170q0 20-20 20h-60q-20 0-20-20z', OWN) + box(150, 200, 100, 6, 0, c.light) + path('M200 226q-22 30 0 46 22-16 0-46z', c.light, 'opacity=".8"') + shine('M160 130q2-20 12-24v200q-12 0-12-12z', 0.35),
  'skipping-rope': (c) => line('M110 120q-60 200 90 200t90-200', c.base, 9) + turned(14, box(92, 60, 32, 90, 14, WOOD), 108, 105) + turned(-14, box(276, 60, 32, 90, 14, WOOD), 292, 105) + line('M110 120q-60 200 90 200t90-200', c.light, 2, 'stroke-dasharray="5 6"'),
  football: () => disc(200, 200, 120, PAPER) + disc(200, 200, 120, 'url(#r)') + path('M200 156l40 30-16 46h-48l-16-46z', '#2c3036') + times(5, (i) => turned(i * 72, path('M200 80l34 14-10 26h-48l-10-26z', '#2c3036') + line('M200 156v-36', '#2c3036', 4))),
  'swimming-goggles': (c) => line('M70 200q-40-60 10-90M330 200q40-60-10-90', c.dark, 15) + path('M70 180q0-40 60-40t60 44q-4 56-56 56t-64-60zM210 184q0-44 60-44t60 40q-12 60-64 60t-56-56z', OWN) + path('M88 182q2-24 42-24t42 26q-4 38-38 38t-46-40zM228 184q2-26 42-26t42 24q-12 40-46 40t-38-38z', '#8cc4dd') + shine('M96 176q10-14 34-12l-24 34q-10-8-10-22z', 0.5) + line('M188 186q12-10 24 0', c.deep, 9),
  notebook: (c) => turned(-6, box(110, 64, 190, 260, 10, c.deep) + box(114, 66, 186, 254, 8, PAPER) + box(104, 60, 186, 256, 10, OWN) + box(258, 60, 12, 256, 0, c.dark) + box(140, 120, 90, 54, 4, PAPER) + line('M152 140h66M152 156h44', '#999', 3) + path('M180 316v40l10-10 10 10v-40z', '#d2452f')),
  'fountain-pen': (c) => turned(-42, box(120, 180, 220, 40, 20, OWN) + box(196, 178, 8, 44, 2, '#d9b45a') + box(216, 172, 90, 10, 5, '#d9b45a') + path('M120 184l-70 16 70 16z', '#d9b45a') + line('M56 200h46', '#7a5a20', 2) + disc(104, 200, 3, '#7a5a20')) + line('M60 320q40-30 70 0t80-10', '#2b4170', 4) + line('M60 344h120', c.light, 0),
  'wall-calendar': () => box(90, 60, 220, 270, 6, PAPER) + box(90, 60, 220, 124, 6, '#8cc4dd') + path('M90 184v-40l60-50 50 46 40-30 70 54v20z', '#7fa58b') + disc(262, 96, 17, '#f4c95d') + times(5, (j) => times(7, (i) => box(104 + i * 28, 200 + j * 24, 18, 14, 2, (i + j * 7) % 11 === 5 ? '#d2452f' : '#d9d5c8'))) + times(9, (i) => disc(112 + i * 22, 60, 5, '#777')),
  cookbook: () => turned(-5, box(100, 66, 210, 260, 8, '#8c3b2a') + box(106, 70, 204, 250, 4, PAPER) + box(92, 60, 206, 258, 8, '#c9533d') + box(92, 60, 22, 258, 8, '#9c3b2a') + disc(206, 190, 62, PAPER) + disc(206, 190, 44, '#e9e2d2') + disc(196, 186, 20, '#e0a83a') + disc(226, 200, 14, '#5f9a5b') + text(206, 102, 26, PAPER, 'Home table') + text(206, 292, 16, '#f4d9c8', '120 recipes')),
  'watercolour-set': () => box(60, 110, 280, 190, 14, '#3a3f46') + box(70, 120, 260, 170, 8, PAPER) + times(12, (i) => box(84 + (i % 6) * 40, 134 + Math.floor(i / 6) * 48, 34, 38, 5, ['#d2452f', '#e98f2f', '#f0c93a', '#7fae4a', '#3f8a6a', '#3a8ac0', '#2b4a90', '#6a4a9a', '#b04a8a', '#8a5a34', '#444', '#e8a0a8'][i] ?? '#444')) + turned(-8, box(100, 248, 180, 12, 6, WOOD) + path('M280 246q36 4 44 8-10 6-44 8z', '#6b4a2c')),
  'coloured-pencils': () => times(9, (i) => turned(-32 + i * 8, box(190, 110, 20, 200, 3, ['#d2452f', '#e98f2f', '#f0c93a', '#7fae4a', '#3f8a6a', '#3a8ac0', '#2b4a90', '#6a4a9a', '#b04a8a'][i] ?? '#444') + path('M190 112h20l-10-36z', '#f1dfc0') + path('M196 90h8l-4-14z', ['#d2452f', '#e98f2f', '#f0c93a', '#7fae4a', '#3f8a6a', '#3a8ac0', '#2b4a90', '#6a4a9a', '#b04a8a'][i] ?? '#444'), 200, 340)),
  'travel-map': () => path('M60 110l90-30 100 30 90-30v200l-90 30-100-30-90 30z', '#e9e2c9') + path('M150 80l100 30v200l-100-30z', '#d8d0b2') + path('M70 200q50-60 110-20t150-40v40q-80 60-140 30t-120 30z', '#8cc4dd') + line('M90 150q60 60 110 40t110 70', '#d2452f', 4, 'stroke-dasharray="9 7"') + path('M310 236q-22-34 0-46 22 12 0 46z', '#d2452f') + disc(310, 208, 6, PAPER),
  'desk-organiser': (c) => times(4, (i) => turned(-8 + i * 5, box(110 + i * 18, 70, 11, 130, 3, gay(i)), 120, 200)) + box(80, 170, 110, 140, 10, OWN) + box(190, 220, 130, 90, 10, c.dark) + box(204, 234, 102, 28, 4, c.deep) + disc(255, 286, 8, METAL) + box(214, 196, 80, 30, 3, '#f6e27a'),
  ukulele: () => turned(32, box(188, 10, 24, 170, 4, '#6b4a2c') + box(180, -26, 40, 48, 8, '#6b4a2c') + path('M200 150q60 0 56 50 0 20-8 34 30 24 26 60-6 60-74 60t-74-60q-4-36 26-60-8-14-8-34-4-50 56-50z', WOOD) + disc(200, 236, 27, '#3a2a1a') + disc(200, 236, 31, 'none', 'stroke="#e9d3a6" stroke-width="3"') + box(168, 300, 64, 13, 4, '#3a2a1a') + times(4, (i) => line(`M${191 + i * 6} -10v312`, '#f3ede0', 1.6)) + times(4, (i) => disc(i % 2 ? 226 : 174, -14 + Math.floor(i / 2) * 24, 6, METAL)), 200, 190),
  'guitar-strings': () => times(3, (i) => turned(-12 + i * 12, box(110, 110, 180, 180, 10, [PAPER, '#e9dcc0', '#d8c7a0'][i] ?? PAPER))) + disc(205, 206, 64, 'none', 'stroke="#b08a4a" stroke-width="5"') + disc(205, 206, 56, 'none', 'stroke="#c9ced4" stroke-width="4"') + disc(205, 206, 70, 'none', 'stroke="#c9ced4" stroke-width="3"') + text(205, 216, 28, '#333', '.010'),
  'music-stand': () => line('M200 180v100M200 280l-70 50M200 280l70 50M200 280v50', '#33363b', 9) + turned(-4, box(90, 60, 220, 140, 8, BLACK) + box(110, 50, 90, 130, 2, PAPER) + box(202, 50, 90, 130, 2, '#f4efe2') + times(5, (i) => line(`M118 ${74 + i * 22}h74M210 ${74 + i * 22}h74`, '#8c8778', 1.5)) + times(6, (i) => disc(126 + i * 28, 84 + ((i * 17) % 60), 4, '#333')) + box(84, 188, 232, 16, 6, '#4a4f57')),
  kalimba: () => path('M110 100q90-40 180 0l10 190q-100 40-200 0z', WOOD) + disc(200, 250, 27, '#3a2a1a') + box(120, 150, 160, 11, 3, METAL) + times(11, (i) => box(127 + i * 14, 112 + Math.abs(5 - i) * 5, 8, 120 - Math.abs(5 - i) * 11, 3, METAL)),
  'digital-metronome': (c) => box(100, 110, 200, 190, 30, OWN) + box(122, 132, 156, 86, 10, '#dfe8d8') + text(200, 184, 46, '#222', '120') + line('M200 212l34-60', '#d2452f', 4) + disc(150, 258, 17, c.light) + disc(250, 258, 17, c.light) + box(184, 246, 32, 24, 8, c.deep),
  'record-brush': () => disc(190, 210, 124, '#1d1f22') + times(7, (i) => disc(190, 210, 114 - i * 11, 'none', 'stroke="#34383d" stroke-width="2"')) + disc(190, 210, 38, '#c9533d') + disc(190, 210, 6, PAPER) + turned(-30, box(200, 100, 150, 44, 12, WOOD) + box(208, 140, 134, 16, 3, '#2c2c2c'), 275, 130),
};
