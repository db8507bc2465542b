/** Random changes of texts, the same in every run, and what it takes to analyse them. */

type Pick = (below: number) => number;

/** A generator of numbers that is the same in every run (mulberry32). */
export function random(seed: number): Pick {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One to four changes: something put in, left out, cut off, added, turned round. */
export function mutated(seed: string, pieces: readonly string[], seeds: readonly string[], pick: Pick): string {
  let text = seed;
  for (let change = pick(4); change >= 0; change--) {
    const at = pick(text.length + 1);
    switch (pick(6)) {
      case 0:
        text = text.slice(0, at) + pieces[pick(pieces.length)] + text.slice(at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + 1 + pick(4));
        break;
      case 2:
        text = text.slice(0, at);
        break;
      case 3:
        text += ` ${pieces[pick(pieces.length)]} ${seeds[pick(seeds.length)]}`;
        break;
      case 4:
        text = text.slice(at) + text.slice(0, at);
        break;
      default:
        text = text.slice(0, at) + String.fromCharCode(pick(0x300)) + text.slice(at);
    }
  }
  return text;
}

/** Time of the processor, the quickest of three: what else the machine does is not measured. */
export function milliseconds(run: () => void, quickEnough: number): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = process.cpuUsage();
    run();
    quickest = Math.min(quickest, process.cpuUsage(start).user / 1000);
    if (quickest < quickEnough) break;
  }
  return quickest;
}
