/**
 * Power spectrum of a real frame by an iterative radix-2 transform. Written
 * here because core may import no native or vendor code, and because one
 * fixed size with tables made once is all that speech analysis needs.
 */
export type PowerSpectrum = (frame: Float32Array, power: Float32Array) => void;

type Tables = {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly order: Uint16Array;
};

function createTables(size: number): Tables {
  const half = size / 2;
  const bits = Math.log2(size);
  const cos = new Float64Array(half);
  const sin = new Float64Array(half);
  const order = new Uint16Array(size);
  for (let i = 0; i < half; i++) {
    cos[i] = Math.cos((-2 * Math.PI * i) / size);
    sin[i] = Math.sin((-2 * Math.PI * i) / size);
  }
  for (let i = 0; i < size; i++) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) reversed |= ((i >> bit) & 1) << (bits - 1 - bit);
    order[i] = reversed;
  }
  return { cos, sin, order };
}

function transformInPlace(re: Float64Array, im: Float64Array, tables: Tables): void {
  const size = re.length;
  for (let width = 2; width <= size; width *= 2) {
    const half = width / 2;
    const stride = size / width;
    for (let start = 0; start < size; start += width) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const c = tables.cos[k * stride]!;
        const s = tables.sin[k * stride]!;
        const tr = re[b]! * c - im[b]! * s;
        const ti = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - tr;
        im[b] = im[a]! - ti;
        re[a] = re[a]! + tr;
        im[a] = im[a]! + ti;
      }
    }
  }
}

/**
 * Makes the transform for frames of `size` samples (a power of two from 8 to
 * 65,536; anything else is a programming error and throws RangeError). The
 * frame may be shorter than `size` and is padded with zeros. `power` receives
 * `size / 2 + 1` squared magnitudes, from 0 Hz to half the sampling rate.
 */
export function createPowerSpectrum(size: number): PowerSpectrum {
  if (!Number.isInteger(Math.log2(size)) || size < 8 || size > 65_536) {
    throw new RangeError(`A transform needs a power of two from 8 to 65536, not ${size}.`);
  }
  const tables = createTables(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  return (frame, power) => {
    im.fill(0);
    for (let i = 0; i < size; i++) re[tables.order[i]!] = frame[i] ?? 0;
    transformInPlace(re, im, tables);
    for (let i = 0; i <= size / 2; i++) power[i] = re[i]! * re[i]! + im[i]! * im[i]!;
  };
}
