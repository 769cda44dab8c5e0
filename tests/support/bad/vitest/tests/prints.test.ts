import { expect, test, vi } from "vitest";

test("fails, because it prints an error that nobody expects", () => {
  console.error("something went wrong");
});

test("passes, because it expects the error", () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  console.error("as expected");
  expect(printed).toHaveBeenCalledWith("as expected");
});

test("passes, because the first test's error is not held against it", () => {
  expect(console.error).toBeTypeOf("function");
});
