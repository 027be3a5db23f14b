// ClickHouse (in-process, npm `chdb`) on the reference rule. In: a Parquet file of its cases. See bench/README.md for fairness.
// Two forms of the same rule, each kept in a Memory table and each computed only: the driver takes the quickest that keeps.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { serve } from '../peer.mjs';

const [file, modules] = process.argv.slice(2);
const { Session } = createRequire(resolve(modules, 'package.json'))('chdb');
const session = new Session();
const query = (sql, format = 'JSONCompactEachRow') => session.query(sql, format).toString();
const rows = (sql) => query(sql).trim().split('\n').map((line) => JSON.parse(line));

const facts = { injury_date: 'Int32', decision_date: 'Int32', demand_level: 'UInt8', therapy_trial: 'UInt8', plateau: 'UInt8',
  surgery_candidate: 'UInt8', hours_per_day: 'Int32', days_per_week: 'UInt8', return_to_work_goal: 'UInt8', requested: 'Int16' };
const names = Object.keys(facts);
query('CREATE DATABASE bench ENGINE = Atomic');
query(`CREATE TABLE bench.nullable (${names.map((n) => `${n} Nullable(${facts[n]})`).join(', ')}) ENGINE = Memory`);
query(`INSERT INTO bench.nullable SELECT ${names.map((n) => (n.endsWith('_date') ? `toInt32(${n})` : n)).join(', ')}
  FROM file('${file}', Parquet)`);
query(`CREATE TABLE bench.known (${names.map((n) => `${n} ${facts[n]}, ${n}_known UInt8`).join(', ')}) ENGINE = Memory`);
query(`INSERT INTO bench.known SELECT ${names.map((n) => `ifNull(${n}, 0), isNotNull(${n})`).join(', ')} FROM bench.nullable`);

// Nullable columns: Kleene's logic is ClickHouse's own.
const nullable = `WITH decision_date - injury_date <= 730 AS c1, demand_level >= 2 AS c2, therapy_trial AS c3, plateau AS c4,
  NOT surgery_candidate AS c5, hours_per_day >= 400 AS c6, days_per_week >= 3 AND days_per_week <= 5 AS c7,
  return_to_work_goal AS c8, (c1 AND c2 AND c3 AND c4 AND c5 AND c6 AND c7 AND c8) AS e
  SELECT multiIf(isNull(e), 2, NOT e, 3, requested > 10, 1, 0)::UInt8 AS outcome,
  if(ifNull(e, 0), least(ifNull(requested, 10), 10), 0)::UInt8 AS granted, c1, c2, c3, c4, c5, c6, c7, c8 FROM bench.nullable`;
// Values and whether they are known as bytes, operations on bits, two planes packed into two bytes.
const known = ['injury_date', 'demand_level', 'therapy_trial', 'plateau', 'surgery_candidate', 'hours_per_day', 'days_per_week',
  'return_to_work_goal'].map((n, i) => (i === 0 ? 'k1' : `${n}_known`));
const tree = (of, list) => (list.length === 1 ? list[0]
  : `${of}(${tree(of, list.slice(0, list.length / 2))}, ${tree(of, list.slice(list.length / 2))})`);
const c = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `c${i}`);
const pack = (list) => tree('bitOr', list.map((one, i) => (i === 0 ? one : `bitShiftLeft(${one}, ${i})`)));
const packed = `WITH bitAnd(injury_date_known, decision_date_known) AS k1, bitAnd(decision_date - injury_date <= 730, k1) AS c1,
  bitAnd(demand_level >= 2, demand_level_known) AS c2, bitAnd(therapy_trial, therapy_trial_known) AS c3,
  bitAnd(plateau, plateau_known) AS c4, bitAnd(bitXor(surgery_candidate, 1), surgery_candidate_known) AS c5,
  bitAnd(hours_per_day >= 400, hours_per_day_known) AS c6,
  bitAnd(bitAnd(days_per_week >= 3, days_per_week <= 5), days_per_week_known) AS c7,
  bitAnd(return_to_work_goal, return_to_work_goal_known) AS c8, ${tree('bitAnd', c)} AS met,
  ${tree('bitOr', c.map((one, i) => `bitXor(${one}, ${known[i]})`))} AS unmet,
  bitAnd(requested > 10, requested_known) AS over, bitAnd(requested < 10, requested_known) AS less
  SELECT toUInt8(met * over + (1 - met) * (2 + unmet)) AS outcome, toUInt8(met * if(less, requested, 10)) AS granted,
  ${pack(c)} AS value_bits, ${pack(known)} AS known_bits FROM bench.known`;

const settings = ' SETTINGS max_threads = 1, max_insert_threads = 1, compile_expressions = 1, min_count_to_compile_expression = 0';
const counts = (table, criterion) => {
  const [granted, ...rest] = rows(`SELECT sum(granted), ${[0, 1, 2, 3].map((o) => `countIf(outcome = ${o})`).join(', ')},
    ${[0, 1, 2, 3, 4, 5, 6, 7].map(criterion).join(', ')} FROM bench.${table}`)[0].map(Number);
  const criteria = [];
  for (let i = 0; i < 8; i += 1) criteria.push(rest.slice(4 + 3 * i, 7 + 3 * i));
  return { outcomes: rest.slice(0, 4), granted, criteria };
};
const variants = {};
const add = (name, sql, criterion) => {
  query(`CREATE TABLE bench.out_${name} ENGINE = Memory AS ${sql} LIMIT 0`);
  const kept = {
    before: () => query(`TRUNCATE TABLE bench.out_${name}`),
    run: () => query(`INSERT INTO bench.out_${name} ${sql}${settings}`),
    check: () => counts(`out_${name}`, criterion),
  };
  variants[`${name}_kept`] = kept;
  variants[`${name}_computed_only`] = { run: () => query(sql + settings, 'Null'), check: () => null };
};
add('nullable', nullable, (i) => `countIf(c${i + 1} = 1), countIf(c${i + 1} = 0), countIf(isNull(c${i + 1}))`);
const bit = (plane, i) => `bitTest(${plane}, ${i})`;
add('packed', packed, (i) => `countIf(${bit('value_bits', i)} = 1), countIf(${bit('known_bits', i)} = 1 AND ${bit('value_bits', i)} = 0),
  countIf(${bit('known_bits', i)} = 0)`);
await serve(rows('SELECT version()')[0][0], variants);
