import type { OtherTerm } from './query.ts';
import { term } from './terms.ts';

/** A line holds words for one thing, across the languages of the shop. Single words only, and Chinese ones of two characters. */
const SAME = `
  tv television televisor televisao fernseher 电视
  smartphone cellphone handy celular movil telemovel 手机
  laptop notebook portatil 笔记本
  headphones headset earphones earbuds kopfhorer auriculares fones 耳机
  speaker speakers loudspeaker lautsprecher altavoz altavoces 音箱
  keyboard tastatur teclado 键盘
  monitor bildschirm 屏幕
  charger ladegerat cargador carregador 充电
  cable kabel cabo 电缆
  battery akku batterie bateria pila pilha 电池
  printer drucker impresora impressora
  camera kamera camara 相机
  case cover funda hulle capa sleeve
  bag tasche bolsa bolso 背包
  backpack rucksack mochila 背包
  shoes schuhe zapatos sapatos calzado 鞋子
  shirt hemd camisa 衬衫
  dress kleid vestido 裙子
  trousers pants hose pantalon calca 裤子
  jacket jacke chaqueta jaqueta casaco 夹克
  watch uhr reloj relogio 手表
  lamp lampe lampara luminaria 台灯
  chair stuhl silla cadeira 椅子
  table tisch mesa 桌子
  sofa couch 沙发
  pillow kissen almohada almofada 枕头
  blanket decke manta cobertor 毯子
  cup mug tasse taza xicara caneca 杯子
  bottle flasche botella garrafa 瓶子
  knife messer cuchillo faca 刀具
  pan pfanne sarten frigideira
  toy spielzeug juguete brinquedo 玩具
  book buch libro livro 图书
  bicycle bike fahrrad bicicleta 单车
  umbrella regenschirm paraguas guarda-chuva 雨伞
  perfume parfum fragrance 香水
  towel handtuch toalla toalha 毛巾
  toothbrush zahnburste 牙刷
  coffee kaffee cafe 咖啡
  tea tee te cha
  ps4 ps-4
  fridge refrigerator kuhlschrank nevera geladeira 冰箱
  vacuum staubsauger aspiradora aspirador
  hammer martillo martelo
  screwdriver schraubendreher destornillador
  drill bohrmaschine taladro furadeira
  black schwarz negro preto 黑色
  white weiss blanco branco 白色
  red rot rojo vermelho 红色
  blue blau azul 蓝色
  green grun verde 绿色
  wireless kabellos inalambrico wifi 无线
  usb-stick pendrive thumbdrive`;
const WEIGHT = 0.7;

const GROUPS: ReadonlyMap<string, readonly OtherTerm[]> = groups();

function groups(): ReadonlyMap<string, readonly OtherTerm[]> {
  const found = new Map<string, OtherTerm[]>();
  for (const line of SAME.trim().split('\n')) {
    const same = [...new Set(line.trim().split(/\s+/).map(term))];
    for (const one of same) {
      const others = same.filter((other) => other !== one).map((other) => ({ term: other, weight: WEIGHT }));
      found.set(one, [...(found.get(one) ?? []), ...others]);
    }
  }
  return found;
}

/** Terms for the same thing; they are plain terms of the index. */
export function synonymsOf(asTyped: string): readonly OtherTerm[] {
  return GROUPS.get(asTyped) ?? [];
}
