import fc from "fast-check";
import { expect, test } from "vitest";

import { findJsonFault } from "#core/transcript/json-fault";

test.for([
  ['{"a": [}', 7],
  ['{"a": 1,}', 8],
  ["[1 2]", 3],
  ['{"a" 1}', 5],
  ["{a: 1}", 1],
  ["[1, 2", 5],
  ['["a\nb"]', 1],
  ["", 0],
  ["[1]]", 3],
  ["01", 1],
  ["]", 0],
] as const)("in %s the fault is at %d", ([text, index]) => {
  expect(findJsonFault(text)).toBe(index);
});

test("it finds no fault inside what JSON.parse accepts, and one inside what it refuses", () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom("", "}", "]", ",", '"', "x", " :"),
      (json, place, spoil) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + spoil + json.slice(at);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const fault = findJsonFault(text);
        if (valid) expect(fault).toBe(text.length);
        else {
          expect(fault).toBeLessThanOrEqual(text.length);
          // What stands before the fault could still have become JSON.
          expect(findJsonFault(text.slice(0, fault))).toBe(fault);
        }
      },
    ),
  );
});
