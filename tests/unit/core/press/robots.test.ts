import { expect, test } from "vitest";
import { publicHeaders } from "#core/press/public-headers";
import { robotsText } from "#core/press/robots";

/** The groups of a robots.txt as RFC 9309 reads them: agents, then their rules. */
function groupsOf(text: string) {
  const groups: { agents: string[]; rules: string[] }[] = [];
  let inRules = true;
  for (const line of text.split("\n").map((full) => full.replace(/#.*$/, "").trim())) {
    const [name = "", value = ""] = line.split(/:\s*/, 2);
    if (/^user-agent$/i.test(name)) {
      if (inRules) groups.push({ agents: [], rules: [] });
      inRules = false;
      groups.at(-1)?.agents.push(value.toLowerCase());
    } else if (/^(dis)?allow$/i.test(name)) {
      inRules = true;
      groups.at(-1)?.rules.push(`${name.toLowerCase()} ${value}`);
    }
  }
  return groups;
}

test("every search engine may fetch every story, also one that is withdrawn and says so with a 410", () => {
  const groups = groupsOf(robotsText("https://paroles.example"));
  const everyone = groups.filter(({ agents }) => agents.includes("*"));
  expect(everyone.flatMap(({ rules }) => rules)).toEqual(["allow /"]);
  const named = groups.flatMap(({ agents }) => agents);
  for (const engine of ["googlebot", "bingbot", "qwantbot", "duckduckbot", "applebot", "yandex"]) {
    expect(named).not.toContain(engine);
  }
});

test("those who fetch to train on voices and words are asked not to", () => {
  const text = robotsText("https://paroles.example");
  const barred = groupsOf(text).find(({ rules }) => rules.includes("disallow /"));
  expect(barred?.agents).toContain("gptbot");
  expect(barred?.agents).toContain("google-extended");
  expect(barred?.agents).not.toContain("*");
  for (const key of ["index.html", "episodes/x/index.html", "feeds/all.xml"])
    expect(publicHeaders(key)["Content-Usage"]).toBe("train-ai=n");
  // Lighthouse, and with it search engines, know no such line.
  expect(text).not.toContain("Content-Usage");
});

test("the sitemap is named by its full address", () => {
  expect(robotsText("https://paroles.example")).toContain(
    "\nSitemap: https://paroles.example/sitemap.xml\n",
  );
});
