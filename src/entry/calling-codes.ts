const CODES = `US1 CA1 BR55 MX52 AR54 CL56 CO57 PE51 UY598
  AT43 BE32 BG359 CH41 CY357 CZ420 DE49 DK45 EE372 ES34 FI358 FR33 GB44 GR30 HR385 HU36 IE353 IS354 IT39 LI423
  LT370 LU352 LV371 MT356 NL31 NO47 PL48 PT351 RO40 RS381 SE46 SI386 SK421 TR90 UA380
  CN86 HK852 TW886 JP81 KR82 SG65 MY60 TH66 VN84 IN91 ID62 PH63 AU61 NZ64 ZA27 IL972 AE971`;

/** ITU-T E.164 codes by ISO 3166 country, for numbers that people write without one. */
export const CALLING_CODES: ReadonlyMap<string, string> = new Map(
  CODES.split(/\s+/).map((c) => [c.slice(0, 2), c.slice(2)]),
);

/** Where the leading 0 is part of the number also from abroad. */
export const KEEPS_TRUNK_ZERO: ReadonlySet<string> = new Set(['IT']);
