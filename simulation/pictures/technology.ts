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

const phone = (more = ''): string =>
  box(145, 60, 110, 230, 20, BLACK) + box(152, 68, 96, 214, 14, 'url(#s)') + more;
const cable: Draw = (c) =>
  line('M110 300c-60-40-40-130 40-120s120 80 60 110-110-30-70-90 120-80 150-40', c.base, 11) +
  line(
    'M110 300c-60-40-40-130 40-120s120 80 60 110-110-30-70-90 120-80 150-40',
    c.light,
    2.5,
    'opacity=".6" stroke-dasharray="3 5"',
  ) +
  turned(-40, box(276, 120, 26, 44, 6, OWN) + box(282, 100, 14, 22, 3, METAL), 289, 140) +
  turned(70, box(92, 290, 24, 42, 6, OWN) + box(98, 330, 12, 20, 3, METAL), 104, 300);

// Short strokes side by side read better than one a line.
// prettier-ignore
export const TECHNOLOGY: Readonly<Record<string, Draw>> = {
  'over-ear-headphones': (c) =>
    line('M105 230v-30a95 95 0 01190 0v30', c.dark, 20) + line('M105 226v-26a95 95 0 01190 0', c.light, 5, 'opacity=".5"') +
    box(78, 205, 52, 110, 24, OWN) + box(270, 205, 52, 110, 24, OWN) + box(120, 215, 22, 90, 11, c.deep) + box(258, 215, 22, 90, 11, c.deep) + shine('M88 225q8-12 16-8v80q-12 4-16-8z', 0.2),
  'in-ear-headphones': (c) =>
    box(120, 200, 160, 110, 40, OWN) + box(120, 200, 160, 48, 40, ABOVE) + line('M122 250h156', c.deep, 2) + disc(200, 282, 4, '#7fe0a0') +
    turned(-20, box(150, 95, 34, 90, 17, PAPER) + oval(160, 105, 26, 30, c.light) + oval(146, 104, 9, 16, c.deep), 165, 140) +
    turned(20, box(216, 95, 34, 90, 17, PAPER) + oval(240, 105, 26, 30, c.light) + oval(254, 104, 9, 16, c.deep), 235, 140),
  'bluetooth-speaker': (c) =>
    box(70, 140, 260, 150, 72, OWN) + box(92, 160, 216, 110, 54, c.dark) + times(9, (i) => times(4, (j) => disc(120 + i * 20, 182 + j * 22, 4, c.deep))) + line('M150 128h100', c.deep, 8) + shine('M100 150q30-10 100-8v10q-70-2-110 20z', 0.25),
  'portable-radio': (c) =>
    line('M300 160L345 60', '#9aa0a6', 6) + line('M110 150q0-50 90-50t90 50', c.dark, 14) + box(70, 145, 260, 160, 22, OWN) + disc(145, 228, 56, c.deep) + disc(145, 228, 46, c.dark) + times(5, (i) => line(`M${110 + i * 17} 200v56`, c.deep, 4)) +
    box(220, 170, 90, 38, 6, PAPER) + line('M228 190h74', '#555', 2) + line('M268 174v30', '#d33', 3) + disc(240, 252, 18, METAL) + disc(292, 252, 18, METAL),
  'digital-alarm-clock': (c) =>
    box(70, 150, 260, 130, 26, OWN) + box(88, 168, 224, 94, 14, '#14201c') + text(200, 236, 68, '#8ff0c0', '07:30') + box(110, 278, 40, 14, 5, c.deep) + box(250, 278, 40, 14, 5, c.deep) + box(170, 138, 60, 16, 8, c.dark),
  'action-camera': (c) =>
    box(90, 120, 220, 160, 30, OWN) + box(90, 120, 220, 60, 30, ABOVE, 'opacity=".5"') + disc(240, 200, 56, '#22262b') + disc(240, 200, 40, '#0e1116') + disc(240, 200, 24, 'url(#s)') + disc(230, 188, 8, '#fff', 'opacity=".7"') + box(110, 150, 62, 50, 8, '#14181d') + disc(122, 240, 6, '#e04a3f') + box(130, 106, 46, 16, 6, c.deep),
  'camera-tripod': (c) =>
    line('M200 150L120 320M200 150L280 320M200 150v170', c.dark, 13) + line('M196 160L118 312', c.light, 3, 'opacity=".5"') + box(178, 120, 44, 50, 8, OWN) + line('M222 146l70 26', c.deep, 9) + box(160, 92, 80, 24, 6, BLACK) + disc(200, 240, 10, METAL) + times(3, (i) => oval(120 + i * 80, 322, 10, 5, c.deep)),
  'photo-printer': (c) =>
    box(130, 90, 140, 70, 4, PAPER) + path('M142 150l34-36 24 20 24-30 34 46z', '#79a7c9') + box(80, 150, 240, 130, 24, OWN) + box(80, 150, 240, 46, 22, ABOVE) + box(110, 236, 180, 14, 6, c.deep) + box(120, 244, 160, 60, 4, PAPER) + path('M132 296l40-38 30 24 22-16 44 30z', '#86b58a') + disc(290, 210, 8, '#6be08c'),
  projector: (c) =>
    path('M300 200L395 140v130z', '#fff6d0', 'opacity=".55"') + box(70, 150, 240, 120, 28, OWN) + disc(270, 210, 44, c.deep) + disc(270, 210, 32, '#1a2430') + disc(270, 210, 20, '#fff3b8') + times(6, (i) => line(`M${95 + i * 14} 180v60`, c.dark, 4)) + box(90, 268, 30, 14, 4, c.deep) + box(250, 268, 30, 14, 4, c.deep),
  'e-reader': (c) =>
    box(115, 70, 170, 240, 16, OWN) + box(130, 88, 140, 186, 4, '#f1eee4') + text(200, 126, 17, '#444', 'Chapter 4') + times(9, (i) => line(`M146 ${148 + i * 13}h${i === 8 ? 60 : 108}`, '#8b887f', 3)) + disc(200, 292, 7, c.dark),
  'streaming-stick': () =>
    turned(-18, box(90, 160, 150, 44, 14, BLACK) + box(240, 168, 44, 28, 4, METAL), 190, 180) + box(240, 130, 56, 180, 24, BLACK) + disc(268, 168, 18, '#4a4f57') + times(3, (i) => disc(256, 214 + i * 26, 6, '#6a7079') + disc(280, 214 + i * 26, 6, '#6a7079')),
  'universal-remote-control': (c) =>
    turned(16, box(155, 60, 90, 260, 30, OWN) + disc(200, 96, 12, '#e0574a') + times(4, (i) => times(3, (j) => disc(176 + j * 24, 142 + i * 26, 8, c.light))) + disc(200, 268, 28, c.deep) + disc(200, 268, 12, c.light)),
  'phone-case': (c) => box(138, 52, 124, 250, 26, OWN) + box(150, 66, 60, 66, 18, c.deep) + disc(168, 84, 11, '#15181c') + disc(168, 114, 11, '#15181c') + disc(194, 99, 9, '#15181c') + shine('M246 70v210q8-4 8-20V90q0-16-8-20z', 0.35) + oval(200, 240, 22, 22, c.dark, 'opacity=".35"'),
  'screen-protector': () => phone() + turned(9, box(160, 58, 112, 232, 16, '#dff1fa', 'opacity=".55" stroke="#9cc4d8" stroke-width="2"') + shine('M176 74l60 0-50 190-10 0z', 0.5)),
  'charging-cable': cable,
  'wall-charger': (c) => box(115, 120, 150, 170, 30, OWN) + box(150, 262, 34, 14, 7, c.deep) + box(200, 262, 34, 14, 7, c.deep) + box(265, 168, 40, 12, 4, METAL) + box(265, 216, 40, 12, 4, METAL) + shine('M128 140q6-10 16-8v130q-12 2-16-8z', 0.3),
  'power-bank': (c) => turned(-8, box(130, 80, 140, 230, 26, OWN) + text(200, 180, 40, c.light, '86%') + times(4, (i) => disc(170 + i * 20, 212, 5, '#8fe8b0')) + box(168, 292, 26, 10, 4, c.deep) + box(206, 292, 26, 10, 4, c.deep) + shine('M142 100q6-8 14-6v190q-10 2-14-8z', 0.25)),
  'wireless-charger': (c) => oval(200, 262, 130, 44, c.deep) + oval(200, 250, 130, 44, OWN) + oval(200, 250, 96, 30, c.dark) + path('M206 224l-24 34h18l-8 22 28-36h-18z', c.light) + moved(60, -70, 0.7, phone()),
  'car-phone-holder': (c) => path('M120 300h160l-30-40h-100z', c.deep) + box(186, 200, 28, 70, 10, c.dark) + disc(200, 205, 22, METAL) + moved(0, -40, 1, phone()) + box(128, 150, 30, 60, 10, OWN) + box(242, 150, 30, 60, 10, OWN),
  'selfie-stick': (c) => turned(28, box(190, 170, 20, 160, 8, OWN) + box(193, 90, 14, 90, 4, METAL) + box(150, 60, 100, 34, 8, c.deep) + disc(200, 210, 7, '#e0574a') + moved(92, -20, 0.54, turned(90, phone()))),
  'smart-watch-strap': (c) => path('M165 40q35-10 70 0l6 110h-82z', OWN) + path('M159 250h82l-6 116q-35 10-70 0z', OWN) + box(146, 140, 108, 120, 34, BLACK) + box(158, 152, 84, 96, 24, 'url(#s)') + text(200, 212, 32, '#fff', '10:09') + times(4, (i) => oval(200, 282 + i * 18, 5, 4, c.deep)),
  'mechanical-keyboard': (c) => turned(-6, box(40, 140, 320, 140, 16, c.deep) + times(4, (j) => times(11, (i) => box(52 + i * 27, 152 + j * 29, 23, 24, 5, (i * 3 + j * 5) % 11 === 0 ? '#e2a33c' : j % 2 ? c.light : OWN))) + box(120, 268, 150, 0, 0, OWN)),
  'wireless-mouse': (c) => path('M200 80c70 0 90 70 90 140s-30 110-90 110-90-40-90-110 20-140 90-140z', OWN) + line('M200 82v90', c.deep, 3) + line('M112 196q88 30 176 0', c.deep, 3) + box(190, 112, 20, 44, 10, c.deep) + shine('M140 130q16-36 44-40-22 30-30 90z', 0.3),
  'laptop-sleeve': (c) => box(60, 110, 280, 190, 20, OWN) + line('M70 134h260', c.deep, 5) + box(300, 126, 22, 16, 4, METAL) + box(160, 190, 80, 56, 8, c.dark) + text(200, 226, 20, c.light, 'nord') + line('M74 288h252', c.light, 2, 'stroke-dasharray="6 5" opacity=".7"'),
  'laptop-stand': (c) => path('M90 300L150 190h140l30 110h-30l-22-80h-96l-50 80z', OWN) + turned(-10, box(100, 80, 210, 120, 8, '#3a3f46') + box(108, 88, 194, 104, 4, 'url(#s)'), 200, 150) + path('M96 205l210-34 14 18-212 34z', METAL) + box(80, 296, 60, 12, 6, c.deep) + box(280, 296, 60, 12, 6, c.deep),
  'usb-hub': (c) => line('M90 120c20 40 10 70 50 90', c.deep, 9) + box(78, 86, 24, 36, 5, METAL) + turned(-12, box(110, 180, 220, 80, 18, OWN) + times(4, (i) => box(128 + i * 46, 208, 34, 18, 3, c.deep) + box(132 + i * 46, 216, 26, 6, 1, '#7fb3d8')) + disc(314, 196, 4, '#8fe8b0')),
  webcam: (c) => box(165, 220, 70, 26, 8, c.deep) + path('M170 246l-30 60h120l-30-60z', c.dark) + box(85, 120, 230, 100, 48, OWN) + disc(200, 170, 44, '#20252b') + disc(200, 170, 30, '#0d1014') + disc(200, 170, 17, 'url(#s)') + disc(192, 161, 6, '#fff', 'opacity=".8"') + disc(285, 170, 6, '#7fe0a0'),
  'desk-microphone': (c) => oval(200, 318, 84, 18, c.deep) + box(192, 240, 16, 78, 4, METAL) + line('M140 180v20a60 60 0 00120 0v-20', c.dark, 10) + box(155, 60, 90, 170, 45, OWN) + times(6, (i) => line(`M162 ${92 + i * 16}h76`, c.deep, 4)) + disc(200, 210, 8, '#e0574a'),
  'external-drive': (c) => line('M280 260q70 20 60 70', c.deep, 8) + turned(-8, box(110, 80, 180, 230, 22, OWN) + times(5, (i) => line(`M130 ${130 + i * 28}h140`, c.dark, 3)) + disc(200, 288, 5, '#7fb8ff') + text(200, 112, 18, c.light, '2 TB')),
  'monitor-arm': (c) => box(70, 292, 110, 22, 6, c.deep) + box(112, 130, 24, 170, 6, METAL) + line('M124 150L220 110L262 160', c.base, 20) + disc(124, 150, 18, c.deep) + disc(220, 110, 16, c.deep) + box(220, 120, 140, 110, 8, BLACK) + box(228, 128, 124, 94, 4, 'url(#s)'),
  'network-cable': cable,
  'graphics-tablet': () => turned(-8, box(50, 120, 300, 190, 16, BLACK) + box(96, 136, 240, 158, 4, '#2d323a') + times(4, (i) => box(62, 150 + i * 34, 22, 22, 6, '#4a515b')) + line('M130 250q40-90 80-20t80-60', '#7fd0e8', 4)) + turned(36, box(256, 70, 14, 170, 7, '#d9dce0') + path('M256 240h14l-7 22z', '#555'), 263, 170),
  'cable-organiser-set': (c) => times(3, (i) => box(80, 120 + i * 66, 200, 44, 12, OWN) + times(3, (j) => path(`M${112 + j * 60} ${120 + i * 66}v18a9 9 0 0018 0v-18z`, c.deep))) + line('M120 60v250', '#666', 8, 'opacity=".55"') + line('M182 60v250', '#ddd', 8, 'opacity=".8"'),
  'cordless-screwdriver': (c) => box(90, 130, 190, 70, 26, OWN) + path('M170 190h60l16 110h-62z', OWN) + box(168, 290, 96, 36, 8, BLACK) + box(276, 142, 40, 46, 10, '#4a4f57') + box(314, 158, 50, 13, 3, METAL) + path('M176 196h20l-6 30h-12z', c.deep) + shine('M104 142h150v12h-156z', 0.25),
  'socket-set': () => box(50, 110, 300, 200, 14, '#2c3036') + box(62, 122, 276, 176, 8, '#b5352c') + times(2, (j) => times(6, (i) => disc(92 + i * 43, 154 + j * 46, 16 - (i % 3), METAL) + disc(92 + i * 43, 154 + j * 46, 8, '#444'))) + box(84, 246, 190, 20, 10, METAL) + disc(270, 256, 22, METAL),
  'spirit-level': (c) => turned(-14, box(40, 175, 320, 56, 8, OWN) + box(160, 186, 80, 34, 6, '#c9f26b') + oval(204, 203, 16, 9, '#f4ffd8') + line('M184 186v34M224 186v34', '#333', 3) + disc(90, 203, 17, '#c9f26b') + disc(310, 203, 17, '#c9f26b') + line('M50 182h300', c.light, 2)),
  'laser-measure': (c) => line('M200 80L200 10', '#ff3b30', 4) + box(140, 80, 120, 236, 22, OWN) + box(154, 100, 92, 74, 8, '#dfe8d8') + text(200, 150, 34, '#222', '4.82') + disc(200, 214, 24, '#d64a3a') + times(4, (i) => disc(172 + (i % 2) * 56, 262 + Math.floor(i / 2) * 26, 10, c.deep)),
  'work-gloves': (c) => glove(c),
  'head-torch': (c) => line('M70 220q0-130 130-130t130 130', c.base, 30) + line('M70 220q0-130 130-130t130 130', c.light, 3, 'stroke-dasharray="8 8"') + box(140, 170, 120, 100, 26, BLACK) + disc(200, 220, 36, METAL) + disc(200, 220, 25, '#fffbe0') + path('M200 220L90 380h220z', '#fff6c8', 'opacity=".35"'),
  'tool-bag': (c) => line('M130 150q0-70 70-70t70 70', c.deep, 16) + turned(-10, box(140, 70, 14, 100, 4, WOOD) + box(126, 60, 44, 24, 5, METAL)) + box(246, 84, 12, 80, 4, '#c8432f') + path('M70 160h260l-16 150H86z', OWN) + box(110, 206, 76, 70, 8, c.dark) + box(214, 206, 76, 70, 8, c.dark) + line('M76 176h248', c.light, 4),
  'folding-rule': () => times(4, (i) => turned(-28 + i * 18, box(80, 190, 240, 26, 6, '#e9c13a') + times(11, (j) => line(`M${96 + j * 20} 192v10`, '#4a3a10', 2)) + disc(98, 203, 5, METAL), 96, 250)),
  'soldering-iron': (c) => line('M290 300q60 20 50 60', c.deep, 8) + turned(-40, box(60, 190, 110, 10, 4, METAL) + path('M40 195l24-7v14z', '#d9a86a') + box(168, 180, 46, 30, 6, '#9aa0a6') + box(212, 172, 130, 46, 22, OWN) + times(4, (i) => line(`M${240 + i * 20} 178v34`, c.deep, 4))),
  'paint-brush-set': (c) => times(4, (i) => moved(80 + i * 64, 70 + (i % 2) * 14, 1 - i * 0.06, box(0, 130, 18, 130, 8, i % 2 ? WOOD : OWN) + box(-6, 92, 30, 42, 3, METAL) + path('M-6 92q-4-50 15-66 19 16 15 66z', '#c9a876') + line('M4 84V46M12 84V40', c.deep, 1.5, 'opacity=".4"'))),
  'dash-camera': () => path('M150 60h100l-20 60h-60z', BLACK) + box(90, 120, 220, 130, 26, BLACK) + disc(200, 185, 50, '#15181d') + disc(200, 185, 36, '#090b0e') + disc(200, 185, 22, 'url(#s)') + disc(189, 174, 7, '#fff', 'opacity=".75"') + disc(284, 150, 6, '#e0574a') + times(4, (i) => box(108, 150 + i * 18, 24, 6, 3, '#555b64')),
  'tyre-inflator': (c) => line('M280 200q80 10 60 110', '#222', 12) + box(110, 80, 170, 230, 30, OWN) + box(132, 104, 126, 70, 10, '#14201c') + text(195, 154, 46, '#8ff0c0', '2.4') + times(3, (i) => disc(150 + i * 45, 214, 15, c.light)) + box(140, 258, 110, 30, 8, c.deep),
  'car-vacuum-cleaner': (c) => path('M60 230l90-40 0 70-80 30q-24-20-10-60z', GLASS) + path('M150 170h130q60 0 60 60t-60 50H150z', OWN) + path('M190 170q10-70 80-60t60 70h-36q-10-36-36-36t-30 30z', c.dark) + box(148, 166, 20, 118, 6, c.deep) + times(4, (i) => line(`M280 ${206 + i * 14}h36`, c.deep, 4)),
  'seat-covers': (c) => path('M130 80q0-30 70-30t70 30l14 150H116z', OWN) + box(150, 24, 100, 44, 18, c.dark) + path('M104 226h192l20 80q-116 36-232 0z', ABOVE) + line('M160 90v130M240 90v130', c.light, 3, 'stroke-dasharray="6 6"') + line('M120 250q80 20 160 0', c.dark, 4),
  'boot-organiser': (c) => path('M60 180l50-50h230l-40 50z', c.deep) + path('M60 180h240v130H60z', OWN) + path('M300 180l40-50v120l-40 60z', c.dark) + line('M180 184v124', c.deep, 5) + line('M100 220q20 24 40 0M220 220q20 24 40 0', c.deep, 8) + box(86, 256, 70, 30, 6, c.light),
  'jump-starter': (c) => box(120, 90, 160, 210, 24, OWN) + box(136, 108, 128, 60, 8, BLACK) + text(200, 150, 34, '#8ff0c0', '12V') + path('M206 186l-30 50h22l-10 40 36-54h-22z', '#f6d34a') + line('M140 300q-40 40-70 10', '#c8352b', 9) + line('M260 300q40 40 70 10', '#222', 9) + box(48, 286, 36, 22, 6, '#c8352b') + box(316, 286, 36, 22, 6, '#2a2a2a') + line('M126 110v170', c.light, 2),
  'windscreen-cover': () => path('M50 280q20-140 80-170h140q60 30 80 170-150 30-300 0z', 'url(#m)') + line('M84 262q20-104 60-130h112q40 26 60 130', '#8c949c', 4) + times(5, (i) => line(`M${120 + i * 40} ${128 - Math.abs(2 - i) * -4}L${100 + i * 50} 290`, '#9aa2aa', 2)),
};

export function glove(c: Ink): string {
  const one = path(
    'M150 320V250q-50-40-62-74-6-22 12-24 14 0 24 22l14 20V96q0-18 15-18t15 18v70-96q0-18 16-18t16 18v96-84q0-17 15-17t15 17v94-60q0-16 14-16t14 16v130q0 60-24 88z',
    OWN,
  );
  return (
    one +
    box(148, 300, 106, 34, 8, c.deep) +
    line('M160 240q30 20 76 0', c.dark, 4) +
    line('M168 170v-80M200 160V70M231 170V90', c.dark, 2, 'opacity=".6"')
  );
}
