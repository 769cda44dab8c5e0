import { expect, test } from "vitest";
import { keyAction, momentAddress, momentOf, turnOf } from "../../../site/src/scripts/moments.ts";

test("an address points at a moment in seconds or in minutes and seconds", () => {
  expect(momentOf("#t=20")).toBe(20);
  expect(momentOf("#t=20.5")).toBe(20.5);
  expect(momentOf("#t=1:05")).toBe(65);
});

test("any other fragment points at no moment", () => {
  for (const hash of ["", "#", "#t=", "#t=-3", "#t=abc", "#paroles", "#t=1:2:3", "#t=99999999"]) {
    expect(momentOf(hash), hash).toBeUndefined();
  }
});

test("a shared moment is found again", () => {
  const address = momentAddress("https://paroles.example", "/episodes/x-1/", 20.9);
  expect(address).toBe("https://paroles.example/episodes/x-1/#t=20");
  expect(momentOf(new URL(address).hash)).toBe(20);
});

test("the dial reads like a clock", () => {
  expect(turnOf(0, -10)).toBeCloseTo(0);
  expect(turnOf(10, 0)).toBeCloseTo(0.25);
  expect(turnOf(0, 10)).toBeCloseTo(0.5);
  expect(turnOf(-10, 0)).toBeCloseTo(0.75);
});

test("keys of a player do what they do elsewhere, and all others nothing", () => {
  expect(keyAction(" ")).toBe("toggle");
  expect(keyAction("K")).toBe("toggle");
  expect(keyAction("m")).toBe("mute");
  expect(keyAction("j")).toEqual({ by: -10 });
  expect(keyAction("l")).toEqual({ by: 10 });
  expect(keyAction("ArrowLeft")).toEqual({ by: -5 });
  expect(keyAction("5")).toEqual({ to: 0.5 });
  for (const key of ["Tab", "Enter", "Escape", "a", "F5", "ArrowDown"]) {
    expect(keyAction(key), key).toBeUndefined();
  }
});
