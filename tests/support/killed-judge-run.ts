/** The judge as a program, for a disk that only some see: `killed-judge-run.ts <folder> <address> <promises>`. */
import { openKilled, placeIn } from "./killed-intake.ts";
import { judge } from "./killed-judge.ts";
import { readPromised } from "./killed-promises.ts";

const [folder = "", baseUrl = "", promises = ""] = process.argv.slice(2);
const place = placeIn(folder);
const installation = await openKilled(place);
try {
  await judge(installation, place, baseUrl, readPromised(promises));
} finally {
  await installation.close();
}
