// What a peer does for bench/run.py: lines in (`run NAME`, `check NAME`, `quit`), a line of JSON out for each.
// In: a table of variants, each with `run` and `check`. Never here: any engine.
import { createInterface } from 'node:readline';

export async function serve(version, variants) {
  const say = (thing) => process.stdout.write(JSON.stringify(thing) + '\n');
  say({ ready: true, version, variants: Object.keys(variants) });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'quit') break;
    const [verb, name] = line.split(' ');
    if (verb === 'check') {
      variants[name].run();
      say(variants[name].check());
      continue;
    }
    variants[name].before?.();
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    variants[name].run();
    const wall = Number(process.hrtime.bigint() - start);
    const used = process.cpuUsage(cpu);
    say({ wall_ns: wall, cpu_ns: (used.user + used.system) * 1000 });
  }
  process.exit(0);
}
