/**
 * Waits until each of these has ended, and only then throws what the first that
 * failed threw: what is done under a lease or in a scratch folder must be over,
 * whatever came of it, before the one is given back and the other removed.
 */
export async function everyEnd<const Works extends readonly Promise<unknown>[]>(
  works: Works,
): Promise<{ -readonly [At in keyof Works]: Awaited<Works[At]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
