/**
 * Waits until each of these has ended, and only then throws what the first that
 * failed threw: what is done under a lease must be over, whatever came of it,
 * before the lease is given back.
 */
export async function everyEnd<const Works extends readonly Promise<unknown>[]>(
  works: Works,
): Promise<{ -readonly [At in keyof Works]: Awaited<Works[At]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
