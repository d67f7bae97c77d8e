/** See `parse` in `archetypes.ts` for the form of a line. */
export const HOME_ARCHETYPES = `
# kitchen
Chef's knife | Kochmesser | Faca do chef | 19-129 | l | keeps its edge; handle sits well in small hands too
Cast iron pan | Gusseiserne Pfanne | Frigideira de ferro fundido | 25-89 | s | for every stove and the fire; seasoned
Saucepan set | Topfset | Jogo de panelas | 45-160 | pm | lids with a strainer; handles stay cool
Espresso maker | Espressokocher | Cafeteira italiana | 17-55 | cs | for three to six cups; also for induction
Coffee grinder | Kaffeemühle | Moedor de café | 25-110 | c | steps from mocha to filter; easy to clean
Electric kettle | Wasserkocher | Chaleira elétrica | 22-79 | cm | temperature in steps; quiet
Toaster | Toaster | Torradeira | 24-89 | c | lifts small slices; crumb tray
Hand blender | Stabmixer | Mixer de mão | 22-85 | c | purees soup in the pot; parts for the dishwasher
Kitchen scales | Küchenwaage | Balança de cozinha | 12-39 | cm | weighs from one gram; switches itself off late
Cutting board | Schneidebrett | Tábua de corte | 11-49 | sm | groove for juice; oiled wood from managed forests
Storage jars | Vorratsgläser | Potes de vidro | 14-45 | ps | close tightly; can be stacked
Lunch box | Brotdose | Marmita | 9-32 | cm | does not leak; partitions can be moved
Tea towels | Geschirrtücher | Panos de prato | 8-24 | cp | dry without lint; boil-proof
Vegetable slicer | Gemüsehobel | Cortador de legumes | 15-45 | | guard for the fingers; five blades in the case
# home
Bed linen | Bettwäsche | Jogo de cama | 25-99 | csm | closes with a zip; soft after the first wash
Bath towel set | Handtuchset | Jogo de toalhas | 19-65 | cp | thick and quick to dry; loops for hanging
Table lamp | Tischleuchte | Luminária de mesa | 19-95 | cm | dims in three steps; bulb can be exchanged
Floor lamp | Stehleuchte | Luminária de piso | 39-149 | c | arm moves where you read; heavy foot
Wall clock | Wanduhr | Relógio de parede | 15-59 | cs | no ticking; easy to read from afar
Cushion cover | Kissenbezug | Capa de almofada | 7-25 | cm | hidden zip; keeps its colour
Wool blanket | Wolldecke | Manta de lã | 35-129 | c | warm without weight; finished by hand
Rug | Teppich | Tapete | 29-189 | csm | lies flat from the first day; for underfloor heating
Curtains | Vorhänge | Cortinas | 22-85 | csp | keep the morning out; rings included
Picture frame | Bilderrahmen | Porta-retrato | 8-35 | csm | glass, not plastic; stands and hangs
Shoe rack | Schuhregal | Sapateira | 22-75 | cm | up without tools; holds boots too
Laundry basket | Wäschekorb | Cesto de roupa | 17-55 | cm | two compartments; lining can be washed
Clothes hangers | Kleiderbügel | Cabides | 10-30 | cp | nothing slips; take little room
Room thermometer | Raumthermometer | Termômetro de ambiente | 9-32 | c | shows humidity as well; remembers the extremes
Scented candle | Duftkerze | Vela aromática | 9-35 | cs | burns for forty hours; plant wax
# garden
Garden shears | Gartenschere | Tesoura de poda | 14-55 | | cuts a thumb's width; blade can be changed
Watering can | Gießkanne | Regador | 12-42 | cs | balanced when full; fine rose
Garden hose | Gartenschlauch | Mangueira de jardim | 19-69 | l | does not kink; fittings included
Raised bed | Hochbeet | Canteiro elevado | 45-160 | m | larch, untreated; up in an hour
Bird feeder | Vogelhaus | Comedouro para pássaros | 13-45 | cm | keeps seed dry; easy to fill
Solar lights | Solarleuchten | Luzes solares | 15-49 | p | lit till midnight; come on by themselves
Plant pots | Blumentöpfe | Vasos de plantas | 9-49 | csp | saucers included; frost-proof
Seed collection | Samen-Sortiment | Coleção de sementes | 7-22 | p | twelve old vegetable kinds; sowing calendar
Hammock | Hängematte | Rede de descanso | 25-89 | c | holds two people; ropes and hooks included
Garden gloves | Gartenhandschuhe | Luvas de jardinagem | 6-19 | sp | thorns stay outside; breathe on the back
# pets
Dog lead | Hundeleine | Guia para cachorro | 9-35 | clm | padded loop; hook that does not jam
Dog bed | Hundebett | Cama para cachorro | 25-95 | cs | cover comes off for washing; warm underside
Cat tree | Kratzbaum | Arranhador para gatos | 35-140 | c | stands firm; sisal can be replaced
Pet fountain | Trinkbrunnen | Fonte para pets | 19-49 | c | hardly to be heard; filter lasts a month
Cat flap | Katzenklappe | Porta para gatos | 19-69 | c | knows the chip of your cat; quiet
Aquarium pump | Aquarienpumpe | Bomba de aquário | 14-55 | | flow can be set; hums low
Pet brush | Fellbürste | Escova para pets | 8-25 | c | a button empties it; gentle on the skin
Travel crate | Transportbox | Caixa de transporte | 29-89 | s | opens from above as well; vents on all sides
`;
