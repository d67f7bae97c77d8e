import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import type { OrderId, PartyId } from '../../kernel/ids.ts';
import type { Commitment } from '../../kernel/unit.ts';
import { announceShipment, recordScan } from './decide.ts';
import { type ScanCode, SCANS_KEPT_MAX, shipments, type ShipmentEvent, trackingValue } from './shipment.ts';

const AT = Date.UTC(2026, 0, 5);
const parcel = {
  at: AT,
  orderId: 'ord_1' as OrderId,
  seller: 'pty_s' as PartyId,
  carrier: 'DHL',
  tracking: 'commitment' as Commitment,
};
const announced: ShipmentEvent = { type: 'ShipmentAnnounced', ...parcel };
const scanned = (code: ScanCode, minutes: number, first?: true): ShipmentEvent => ({
  type: 'ShipmentScanned',
  at: AT + minutes * 60_000,
  orderId: parcel.orderId,
  seller: parcel.seller,
  code,
  ...(first ? { first } : {}),
});
const scan = (code: ScanCode, minutes: number) => (s: Parameters<typeof recordScan>[0]) =>
  recordScan(s, { at: AT + minutes * 60_000, code });

describe('a shipment', () => {
  test('is the seller’s word until its first scan', () => {
    expect(
      given(shipments)
        .when((s) => announceShipment(s, parcel))
        .state(),
    ).toMatchObject({
      status: 'announced',
      scans: [],
    });
    given(shipments, announced).when(scan('accepted', 5)).then({ type: 'ShipmentScanned', first: true });
    expect(given(shipments, announced).when(scan('accepted', 5)).state()).toMatchObject({ status: 'moving' });
  });
  test('is announced once', () => {
    given(shipments, announced)
      .when((s) => announceShipment(s, parcel))
      .refused('shipment-exists', 'shipment');
  });
  test('takes each scan once, in any order, also from before the announcement', () => {
    given(shipments).when(scan('accepted', 5)).refused('not-found', 'shipment');
    given(shipments, announced, scanned('accepted', 5, true))
      .when(scan('accepted', 5))
      .refused('scan-known', 'at');
    const state = given(shipments, announced, scanned('in-transit', 9, true))
      .when(scan('accepted', -5))
      .state();
    expect(state.scans.map((s) => s.code)).toEqual(['accepted', 'in-transit']);
    expect(
      given(shipments, announced, scanned('in-transit', 9, true))
        .when(scan('accepted', -5))
        .state(),
    ).toMatchObject({
      status: 'moving',
    });
  });
  test.each([
    [['accepted', 'delivered'], 'delivered'],
    [['delivered', 'in-transit'], 'delivered'],
    [['lost', 'delivered'], 'delivered'],
    [['delivered', 'lost'], 'delivered'],
    [['delivered', 'returned'], 'returned'],
    [['returned', 'delivered'], 'returned'],
    [['returned', 'lost'], 'returned'],
    [['accepted', 'exception', 'lost'], 'lost'],
  ] as const)('after %j is %s', (codes, status) => {
    const events = codes.map((code, i) => scanned(code, i, i === 0 ? true : undefined));
    expect(given(shipments, announced, ...events).state).toMatchObject({ status });
  });
  test('keeps its first scan and the latest ones', () => {
    const events = Array.from({ length: SCANS_KEPT_MAX + 20 }, (_, i) => scanned('in-transit', i));
    const state = given(shipments, announced, scanned('accepted', -1, true), ...events).state;
    expect(state?.scans).toHaveLength(SCANS_KEPT_MAX);
    expect(state?.scans[0]?.code).toBe('accepted');
    expect(state?.scans.at(-1)?.at).toBe(AT + (SCANS_KEPT_MAX + 19) * 60_000);
  });
  test('is known by carrier and number, however they are typed', () => {
    expect(trackingValue(' DHL ', 'jjd 0001-2')).toBe(trackingValue('dhl', 'JJD00012'));
    expect(trackingValue('DHL', '1')).not.toBe(trackingValue('UPS', '1'));
  });
});
