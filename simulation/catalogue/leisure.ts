/** See `parse` in `archetypes.ts` for the form of a line. */
export const LEISURE_ARCHETYPES = `
# toys
Building blocks | Bausteine | Blocos de montar | 15-69 | p | fit the usual blocks; come in a box with a lid
Wooden train | Holzeisenbahn | Trem de madeira | 19-79 | p | rails fit other makes; painted with water colour
Board game | Brettspiel | Jogo de tabuleiro | 15-55 | | two to five players; explained in ten minutes
Jigsaw puzzle | Puzzle | Quebra-cabeça | 9-29 | p | pieces that hold; little glare
Doll | Puppe | Boneca | 15-65 | c | washable; dresses with easy fasteners
Remote control car | Ferngesteuertes Auto | Carrinho de controle remoto | 22-95 | c | drives on grass; cell can be exchanged
Plush bear | Plüschbär | Urso de pelúcia | 11-45 | cs | eyes sewn on; for the washing machine
Kite | Drachen | Pipa | 12-45 | c | flies in a light wind; string included
Craft set | Bastelset | Kit de artesanato | 9-35 | p | everything in the box; pictures instead of text
Marble run | Kugelbahn | Pista de bolinhas | 19-75 | p | grows with more sets; a tray for small parts
# baby
Baby carrier | Babytrage | Canguru para bebê | 35-129 | c | kind to the back; from birth to three years
Changing mat | Wickelauflage | Trocador | 17-45 | c | wipes clean; raised sides
Night light | Nachtlicht | Luz noturna | 11-39 | c | warm and dim; goes off after half an hour
Baby blanket | Babydecke | Manta de bebê | 15-59 | cm | organic cotton; light and large
Bottle warmer | Flaschenwärmer | Aquecedor de mamadeira | 19-59 | | warms evenly; keeps warm for an hour
Stroller organiser | Kinderwagentasche | Organizador de carrinho | 12-35 | c | fits most handles; insulated cup holder
# sports
Yoga mat | Yogamatte | Tapete de yoga | 15-69 | cm | grips when damp; rolls up flat
Dumbbell pair | Kurzhanteln | Par de halteres | 17-89 | s | do not roll away; coated
Bicycle helmet | Fahrradhelm | Capacete de bicicleta | 25-99 | cs | wheel at the back for the fit; net against insects
Bicycle lights | Fahrradbeleuchtung | Luzes de bicicleta | 15-59 | p | for road traffic; charge by cable
Bicycle lock | Fahrradschloss | Cadeado de bicicleta | 19-89 | l | steel that does not bend; three keys
Tent | Zelt | Barraca | 59-240 | s | up in five minutes; porch for shoes
Sleeping bag | Schlafsack | Saco de dormir | 35-149 | s | to five degrees; packs small
Hiking poles | Wanderstöcke | Bastões de caminhada | 22-79 | m | cork handles; lock without slipping
Water bottle | Trinkflasche | Garrafa de água | 9-39 | csm | keeps cold for a day; fits a cup holder
Skipping rope | Springseil | Corda de pular | 7-25 | c | length can be set; bearings in the handles
Football | Fußball | Bola de futebol | 12-49 | s | stitched; holds its air
Swimming goggles | Schwimmbrille | Óculos de natação | 9-35 | c | soft seal; no fog
# stationery
Notebook | Notizbuch | Caderno | 5-22 | cp | lies open flat; paper for ink
Fountain pen | Füllfederhalter | Caneta-tinteiro | 15-89 | c | writes at once; cartridge or converter
Wall calendar | Wandkalender | Calendário de parede | 9-25 | s | room for five people; photographs of lighthouses
Cookbook | Kochbuch | Livro de receitas | 12-35 | | a hundred dishes in half an hour; lists by season
Watercolour set | Aquarellkasten | Estojo de aquarela | 15-65 | p | strong pigments; box is the palette
Coloured pencils | Buntstifte | Lápis de cor | 8-39 | p | do not break; artists' colours
Travel map | Landkarte | Mapa de viagem | 7-15 | | tear-proof; footpaths and huts
Desk organiser | Schreibtischablage | Organizador de mesa | 13-45 | cm | a place for letters; felt below
# music
Ukulele | Ukulele | Ukulele | 29-119 | cm | stays in tune; bag and spare strings
Guitar strings | Gitarrensaiten | Cordas de violão | 6-19 | p | warm sound; do not rust soon
Music stand | Notenständer | Estante de partitura | 15-49 | | does not tip; folds into a bag
Kalimba | Kalimba | Kalimba | 17-49 | m | tuned in C; book of songs included
Digital metronome | Digitales Metronom | Metrônomo digital | 12-35 | c | light and sound; taps the tempo
Record brush | Schallplattenbürste | Escova para discos | 9-25 | | carbon fibre; no static
`;
