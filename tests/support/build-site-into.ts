/** Asks for the site's bundle in the folder given, as a process of its own, and prints what came of it. */
import { ensureSiteBuilt } from "../../scripts/build-site.ts";

const [dist = ""] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await ensureSiteBuilt({ dist })));
