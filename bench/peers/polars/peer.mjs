// Polars (npm `nodejs-polars`) on the reference rule. In: a Parquet file of its cases. See bench/README.md for fairness.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { serve } from '../peer.mjs';

const [file, modules] = process.argv.slice(2);
const pl = createRequire(resolve(modules, 'package.json'))('nodejs-polars');
const { col, when } = pl;
const of = (value, type) => pl.lit(value).cast(type);
const u8 = (value) => of(value, pl.UInt8);
const i16 = (value) => of(value, pl.Int16);
const read = pl.readParquet(file);
const table = read.withColumns(...['injury_date', 'decision_date'].map((name) => col(name).cast(pl.Int32).alias(name)));
const c = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `c${i}`);

const plan = () => table.lazy().select(
  col('decision_date').sub(col('injury_date')).ltEq(of(730, pl.Int32)).alias('c1'), col('demand_level').gtEq(u8(2)).alias('c2'),
  col('therapy_trial').alias('c3'), col('plateau').alias('c4'), col('surgery_candidate').not().alias('c5'),
  col('hours_per_day').gtEq(of(400, pl.Int32)).alias('c6'),
  col('days_per_week').gtEq(u8(3)).and(col('days_per_week').ltEq(u8(5))).alias('c7'),
  col('return_to_work_goal').alias('c8'), col('requested'),
).withColumns(c.slice(1).reduce((all, one) => all.and(col(one)), col('c1')).alias('e')).withColumns(
  when(col('e').isNull()).then(u8(2)).when(col('e').not()).then(u8(3))
    .when(col('requested').gt(i16(10)).fillNull(false)).then(u8(1)).otherwise(u8(0)).alias('outcome'),
  when(col('e').fillNull(false)).then(when(col('requested').lt(i16(10)).fillNull(false)).then(col('requested')).otherwise(i16(10)))
    .otherwise(i16(0)).cast(pl.UInt8).alias('granted'),
).select('outcome', 'granted', ...c);

let out;
const check = () => {
  const total = (mask) => Number(out.select(mask.cast(pl.Int64).sum().alias('n')).row(0)[0]);
  return {
    outcomes: [0, 1, 2, 3].map((o) => total(col('outcome').eq(u8(o)))),
    granted: total(col('granted')),
    criteria: c.map((one) => [total(col(one).fillNull(false)), total(col(one).not().fillNull(false)), total(col(one).isNull())]),
  };
};
await serve(pl.version, {
  whole_columns_kept: { run: () => { out = plan().collectSync(); }, check },
  streaming_kept: { run: () => { out = plan().collectSync({ streaming: true }); }, check },
});
