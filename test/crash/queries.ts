/** What must never be found in a market's database, and what it says of the bank. */

/** Events that come once in the life of their stream, or something was done twice. */
const ONCE_A_STREAM = [
  'PartyRegistered',
  'StandingOpened',
  'ListingPublished',
  'OrderPlaced',
  'OrderInvoiced',
  'ShipmentAnnounced',
  'ChargeOpened',
  'ChargeAuthorised',
  'ChargeCaptured',
  'ChargeFailed',
  'ChargeVoided',
  'PaymentAuthorised',
  'PaymentReported',
  'PaymentCaptured',
  'PaymentTransferred',
  'PaymentVoided',
  'PayoutOrdered',
  'PayoutSent',
  'PayoutFailed',
  'CompensationPaid',
  'CompensationReversed',
  'DepositRequired',
  'DepositReturned',
  'ComplaintFiled',
  'CaseOpened',
  'SanctionProposed',
  'SanctionApproved',
  'SanctionNotified',
  'SanctionTookEffect',
  'SanctionDeclined',
  'RectificationOpened',
  'RectificationConcluded',
  'AppealFiled',
  'AppealDecided',
  'NoticeGiven',
];

/** Each query returns rows only for what is wrong; `about` is put into the sentence. */
export const QUERIES: readonly {
  readonly wrong: string;
  readonly sql: string;
  readonly values?: unknown[];
}[] = [
  {
    wrong: 'happened twice in one stream',
    sql: `select concept || ' ' || stream || ' ' || type as about from log_entry where type = any($1)
          group by concept, stream, type having count(*) > 1`,
    values: [ONCE_A_STREAM],
  },
  {
    // What has ended already may still be reversed: it stands on record until then.
    wrong: 'a sanction ended twice in one way, or after it was reversed',
    sql: `select e.stream as about from log_entry e join log_entry f on f.concept = e.concept and f.stream = e.stream
            and f.type = e.type and f.version > e.version
          where e.concept = 'sanction' and e.type = 'SanctionEnded'
            and e.body::jsonb->>'why' in ('reversed', f.body::jsonb->>'why')`,
  },
  {
    wrong: 'a measure was applied or ended twice',
    sql: `select type || ' ' || coalesce(body::jsonb->'measure'->>'sanctionId', body::jsonb->>'sanctionId') as about
          from log_entry where concept = 'standing' and type in ('MeasureApplied', 'MeasureEnded')
          group by 1 having count(*) > 1`,
  },
  {
    wrong: 'points were added twice',
    sql: `with points as (
            select stream, coalesce(body::jsonb->'points'->>'caseId', body::jsonb->>'caseId') as case_id,
              coalesce(body::jsonb->'points'->>'violation', body::jsonb->>'violation') as violation,
              case type when 'PointsAdded' then 1 else -1 end as n
            from log_entry where concept = 'standing' and type in ('PointsAdded', 'PointsRemoved'))
          select stream || ' ' || case_id || ' ' || violation as about from points
          group by stream, case_id, violation having sum(n) not in (0, 1)`,
  },
  {
    wrong: 'a sanction and the standing disagree',
    sql: `select s.id || ' is ' || (s.doc->>'status') as about
          from concept_sanction s join concept_standing t on t.id = s.doc->>'party'
          where s.doc->'measure'->>'kind' <> 'compensation'
            and (s.doc->>'status' = 'in-force') <> exists (
              select 1 from jsonb_array_elements(t.doc->'measures') m where m->>'sanctionId' = s.id)`,
  },
  {
    wrong: 'a posting does not sum to zero',
    sql: `select concept || ' ' || stream || ' ' || type as about from log_entry
          where concept in ('payment', 'payout', 'deposit', 'compensation') and body::jsonb ? 'lines'
            and (select coalesce(sum((l->>1)::bigint), 0) from jsonb_array_elements(body::jsonb->'lines') l) <> 0`,
  },
  {
    wrong: 'the balances of sellers are not what the postings left them',
    sql: `with postings as (select body::jsonb as b from log_entry
            where concept in ('payment', 'payout', 'deposit', 'compensation') and body::jsonb ? 'lines'),
          owed as (select -coalesce(sum((l->>1)::bigint), 0) as minor from postings, jsonb_array_elements(b->'lines') l
            where l->>0 = 'available'),
          held as (select coalesce(sum(v::bigint), 0) as minor
            from concept_account, jsonb_each_text(doc->'available') as a(k, v))
          select 'postings ' || owed.minor || ', accounts ' || held.minor as about from owed, held
          where owed.minor <> held.minor`,
  },
  {
    wrong: 'more left the bank for an order than came in',
    sql: `select stream as about from log_entry where concept = 'payment' and body::jsonb ? 'lines'
          group by stream having sum((select coalesce(sum((l->>1)::bigint), 0)
            from jsonb_array_elements(body::jsonb->'lines') l where l->>0 = 'provider')) < 0`,
  },
  {
    wrong: 'a sealed entry is missing',
    sql: `select 'position ' || position as about from (select position, row_number() over (order by position) as n from log_seal) s
          where position <> n limit 5`,
  },
];

/** Acts of the bank as our log records them, under the keys that they are asked for by. */
export const RECORDED = [
  {
    kind: 'payout',
    sql: `select o.stream as key, (o.body::jsonb->>'amountMinor')::bigint as minor from log_entry o
          join log_entry s on s.concept = 'payout' and s.stream = o.stream and s.type = 'PayoutSent'
          where o.concept = 'payout' and o.type = 'PayoutOrdered'`,
  },
  {
    kind: 'capture',
    sql: `select o.stream || ':capture' as key, (o.body::jsonb->>'amountMinor')::bigint as minor from log_entry o
          join log_entry c on c.concept = 'charge' and c.stream = o.stream and c.type = 'ChargeCaptured'
          where o.concept = 'charge' and o.type = 'ChargeOpened'`,
  },
  {
    kind: 'refund',
    sql: `select s.body::jsonb->>'refundId' as key, (r.body::jsonb->>'amountMinor')::bigint as minor from log_entry s
          join log_entry r on r.concept = 'payment' and r.stream = s.stream and r.type = 'PaymentRefunded'
            and r.body::jsonb->>'refundId' = s.body::jsonb->>'refundId'
          where s.concept = 'payment' and s.type = 'RefundSent'`,
  },
] as const;
