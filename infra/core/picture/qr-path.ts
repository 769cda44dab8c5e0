/**
 * The dark modules of a QR code as one SVG path, one unit a module, runs of a row
 * joined so that no printer leaves hairlines between them. `quiet` modules of
 * light are to be left around it (ISO/IEC 18004 asks for four).
 */
export function qrPath(matrix: readonly (readonly boolean[])[]): string {
  return matrix.map((row, y) => rowPath(row, y)).join("");
}

/** ISO/IEC 18004: light modules on every side, without which readers fail. */
export const quietZoneModules = 4;

function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const from = x;
    while (row[x + 1] === true) x += 1;
    path += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
  }
  return path;
}
