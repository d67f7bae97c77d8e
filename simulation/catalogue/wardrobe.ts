/** See `parse` in `archetypes.ts` for the form of a line. */
export const WARDROBE_ARCHETYPES = `
# fashion
T-shirt | T-Shirt | Camiseta | 9-35 | cs | heavy cotton; seams that do not turn
Linen shirt | Leinenhemd | Camisa de linho | 25-79 | cs | cool in summer; buttons of corozo
Knitted pullover | Strickpullover | Suéter de tricô | 29-119 | cs | does not scratch; raglan sleeves
Hooded jacket | Kapuzenjacke | Jaqueta com capuz | 29-95 | cs | two-way zip; pockets inside
Rain jacket | Regenjacke | Capa de chuva | 39-139 | cs | taped seams; packs into its pocket
Jeans | Jeans | Calça jeans | 29-99 | cs | a little stretch; repaired free for a year
Summer dress | Sommerkleid | Vestido de verão | 25-89 | cs | pockets at the sides; lined
Wool socks | Wollsocken | Meias de lã | 8-25 | csp | warm when wet; no tight rim
Leather belt | Ledergürtel | Cinto de couro | 17-65 | csm | one piece of leather; buckle without nickel
Knitted hat | Strickmütze | Gorro de tricô | 9-35 | c | covers the ears; made of merino
Scarf | Schal | Cachecol | 12-69 | cm | wide enough to wear as a stole; fringes knotted by hand
Leather gloves | Lederhandschuhe | Luvas de couro | 19-75 | cs | for touch screens; lined with wool
Pyjamas | Schlafanzug | Pijama | 19-65 | cs | soft on the skin; elastic that lasts
Swim shorts | Badeshorts | Short de banho | 15-49 | cs | dry quickly; zip pocket
# shoes-bags
Running shoes | Laufschuhe | Tênis de corrida | 39-149 | cs | for hard ground; airy upper
Leather boots | Lederstiefel | Botas de couro | 59-199 | cs | soles can be replaced; broken in quickly
House slippers | Hausschuhe | Pantufas | 12-49 | cs | felt and cork; quiet on wood
Sandals | Sandalen | Sandálias | 22-89 | cs | footbed takes your shape; three straps
Backpack | Rucksack | Mochila | 25-119 | c | place for a laptop; breathes at the back
Shoulder bag | Umhängetasche | Bolsa tiracolo | 22-129 | cm | magnetic flap; strap of two lengths
Travel bag | Reisetasche | Bolsa de viagem | 29-119 | cs | allowed as hand luggage; shoe compartment
Wallet | Geldbörse | Carteira | 12-69 | cm | room for eight cards; shields against reading
Umbrella | Regenschirm | Guarda-chuva | 12-49 | c | stands a storm; dries in its sleeve
Suitcase | Koffer | Mala de viagem | 45-189 | cs | four quiet wheels; lock for the customs key
# watches-jewellery
Wrist watch | Armbanduhr | Relógio de pulso | 35-199 | cm | sapphire glass; strap can be changed without tools
Field watch | Feldarmbanduhr | Relógio de campo | 45-180 | cm | lit dial; fifty metres waterproof
Silver necklace | Silberkette | Colar de prata | 19-95 | l | sterling silver; safe clasp
Ear studs | Ohrstecker | Brincos | 12-75 | cm | free of nickel; in a small box
Bracelet | Armband | Pulseira | 12-79 | cm | adjustable; does not catch on sleeves
Ring | Ring | Anel | 15-99 | sm | can be widened; polished inside
Sunglasses | Sonnenbrille | Óculos de sol | 15-119 | c | polarised; case and cloth included
# beauty
Hand cream | Handcreme | Creme para as mãos | 5-22 | sp | is absorbed quickly; without perfume
Shampoo bar | Festes Shampoo | Shampoo em barra | 6-16 | p | lasts as long as two bottles; for every kind of hair
Shaving set | Rasierset | Kit de barbear | 25-89 | m | weighty razor; brush stands to dry
Electric toothbrush | Elektrische Zahnbürste | Escova de dentes elétrica | 22-95 | c | warns when you press; three weeks a charge
Hair dryer | Haartrockner | Secador de cabelo | 22-99 | c | light in the hand; cool level
Hair clipper | Haarschneider | Máquina de cortar cabelo | 22-79 | | blades can be rinsed; combs from 2 to 20 mm
Make-up mirror | Kosmetikspiegel | Espelho de maquiagem | 15-55 | c | even light; turns to five times
Eau de parfum | Eau de Parfum | Perfume | 25-119 | s | cedar and orange; lasts through a day
Nail care set | Maniküre-Set | Kit de manicure | 9-35 | cm | tweezers that grip; case of felt
Sun cream | Sonnencreme | Protetor solar | 8-25 | s | high protection; leaves no white film
`;
