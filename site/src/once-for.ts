/**
 * What `make` says of a thing, asked once for as long as the thing lives and
 * everything else that it is made from is the very same.
 */
export function onceFor<Thing extends object, More extends readonly unknown[], Said>(
  make: (thing: Thing, ...more: More) => Said,
): (thing: Thing, ...more: More) => Said {
  const known = new WeakMap<Thing, { readonly more: More; readonly said: Said }>();
  return (thing, ...more) => {
    const before = known.get(thing);
    if (before !== undefined && before.more.every((each, at) => each === more[at]))
      return before.said;
    const said = make(thing, ...more);
    known.set(thing, { more, said });
    return said;
  };
}
