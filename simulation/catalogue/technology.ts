/** See `parse` in `archetypes.ts` for the form of a line. */
export const TECHNOLOGY_ARCHETYPES = `
# electronics
Over-ear headphones | Over-Ear-Kopfhörer | Fones de ouvido circumaurais | 29-149 | c | folds flat for travel; forty hours on one charge
In-ear headphones | In-Ear-Kopfhörer | Fones intra-auriculares | 15-99 | c | three sizes of ear tips in the box; charging case with a display
Bluetooth speaker | Bluetooth-Lautsprecher | Caixa de som Bluetooth | 19-120 | c | survives rain and sand; two can be paired for stereo
Portable radio | Kofferradio | Rádio portátil | 22-75 | c | receives FM and digital stations; runs on cells or mains
Digital alarm clock | Digitaler Wecker | Despertador digital | 12-39 | c | dims by itself at night; keeps time through a power cut
Action camera | Actionkamera | Câmera de ação | 59-210 | c | steady pictures on a bicycle; case waterproof to thirty metres
Camera tripod | Kamerastativ | Tripé para câmera | 24-89 | m | spirit level in the head; packs to forty centimetres
Photo printer | Fotodrucker | Impressora de fotos | 69-139 | c | prints from the phone without a cable; paper and ink come as one pack
Projector | Beamer | Projetor | 79-320 | c | quiet fan; corrects a slanted picture by itself
E-reader | E-Reader | Leitor de livros digitais | 79-169 | c | reads well in sunlight; weeks on one charge
Streaming stick | Streaming-Stick | Dispositivo de streaming | 25-59 | | remote control with voice search; works with any HDMI socket
Universal remote control | Universalfernbedienung | Controle remoto universal | 11-35 | c | learns the keys of eight devices; lit buttons
# phones
Phone case | Handyhülle | Capa para celular | 6-25 | cm | raised edge around the camera; does not slip on a table
Screen protector | Displayschutzglas | Película de vidro | 5-15 | p | goes on without bubbles; frame for fitting included
Charging cable | Ladekabel | Cabo de carregamento | 5-19 | l | braided and tested for ten thousand bends; charges at full speed
Wall charger | Ladegerät | Carregador de parede | 12-45 | c | two ports share the power sensibly; stays cool
Power bank | Powerbank | Carregador portátil | 15-69 | c | shows its charge in per cent; light enough for a jacket pocket
Wireless charger | Induktive Ladestation | Carregador sem fio | 14-49 | c | charges through most cases; light goes off at night
Car phone holder | Handyhalterung fürs Auto | Suporte veicular para celular | 9-29 | c | one hand is enough; holds on the vent without a rattle
Selfie stick | Selfie-Stick | Bastão de selfie | 9-28 | cl | becomes a small tripod; remote control in the handle
Smart watch strap | Smartwatch-Armband | Pulseira para smartwatch | 7-32 | cm | quick release pins; fits narrow wrists too
# computers
Mechanical keyboard | Mechanische Tastatur | Teclado mecânico | 39-139 | c | keys can be exchanged without solder; detachable cable
Wireless mouse | Funkmaus | Mouse sem fio | 12-59 | c | quiet clicks; a year on one cell
Laptop sleeve | Laptophülle | Capa para notebook | 14-45 | csm | soft lining; pocket for the charger
Laptop stand | Laptopständer | Suporte para notebook | 18-59 | cm | lifts the screen to eye level; folds into a bag
USB hub | USB-Hub | Hub USB | 15-65 | c | seven ports in a hand's width; needs no driver
Webcam | Webcam | Webcam | 22-95 | c | shutter in front of the lens; good in dim rooms
Desk microphone | Tischmikrofon | Microfone de mesa | 29-119 | c | mute button that is lit; stands steadily
External drive | Externe Festplatte | HD externo | 49-139 | c | silent; survives a fall from the desk
Monitor arm | Monitorhalterung | Braço para monitor | 35-110 | c | moves with a finger; hides its cables
Network cable | Netzwerkkabel | Cabo de rede | 5-25 | cl | flat enough for a door gap; latch protected
Graphics tablet | Grafiktablett | Mesa digitalizadora | 35-150 | | pen without a battery; for left and right hands
Cable organiser set | Kabelhalter-Set | Organizador de cabos | 6-18 | p | sticks without drilling; comes off without a trace
# tools
Cordless screwdriver | Akkuschrauber | Parafusadeira sem fio | 29-129 | | two cells in the case; light at the tip
Socket set | Steckschlüsselsatz | Jogo de soquetes | 25-99 | p | each piece has its place in the case; chrome vanadium
Spirit level | Wasserwaage | Nível de bolha | 9-39 | l | readable from above; milled measuring face
Laser measure | Laser-Entfernungsmesser | Trena a laser | 24-79 | | two millimetres exact; keeps twenty values
Work gloves | Arbeitshandschuhe | Luvas de trabalho | 6-22 | sp | good grip when wet; washable
Head torch | Stirnlampe | Lanterna de cabeça | 11-45 | c | red light for the night; charges by cable
Tool bag | Werkzeugtasche | Bolsa de ferramentas | 22-69 | s | stands open; bottom of hard rubber
Folding rule | Zollstock | Metro dobrável | 5-14 | | joints that last; markings burnt in
Soldering iron | Lötkolben | Ferro de solda | 17-65 | | hot in half a minute; stand and spare tips included
Paint brush set | Pinselset | Jogo de pincéis | 8-26 | p | loses no bristles; handles of beech
# automotive
Dash camera | Dashcam | Câmera veicular | 39-129 | | keeps the clip when it is bumped; suits any mirror
Tyre inflator | Druckluftpumpe | Compressor de ar portátil | 25-79 | | stops at the set pressure; works on bicycles and balls
Car vacuum cleaner | Autostaubsauger | Aspirador automotivo | 22-69 | c | reaches under the seat; filter can be washed
Seat covers | Sitzbezüge | Capas de banco | 29-99 | cm | fit with side airbags; washable at forty degrees
Boot organiser | Kofferraumtasche | Organizador de porta-malas | 15-45 | c | does not slide; folds away flat
Jump starter | Starthilfegerät | Auxiliar de partida | 49-129 | | starts a small engine many times; also charges a phone
Windscreen cover | Scheibenabdeckung | Protetor de para-brisa | 12-32 | s | against frost and sun; flaps lock in the doors
`;
